#include "indexer/pipeline/lexicon_xml.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "indexer/pipeline/lexicons.h"

namespace isthmus::pipeline {
namespace {

using Forms = std::vector<std::string>;

LexiconFile tbx(const std::string& body) {
  return read_lexicon("terms", "<martif><text><body>" + body + "</body></text></martif>");
}

LexiconFile skos(const std::string& body, const std::string& attributes = "") {
  return read_lexicon("terms",
                      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                      "xmlns:skos='http://www.w3.org/2004/02/skos/core#' "
                      "xmlns:skosxl='http://www.w3.org/2008/05/skos-xl#'" +
                          attributes + ">" + body + "</rdf:RDF>");
}

// What the first diagnostic says; empty when there is none.
std::string fault_of(const LexiconFile& file) {
  return file.diagnostics.empty() ? std::string() : file.diagnostics.front().error.message;
}

TEST_CASE("every variant of Chinese and English is one of the two languages, others are none") {
  for (const char* tag : {"zh", "zh-CN", "zh-Hans", "zh-Hant-TW", "ZH_cn", "cmn", "zho"})
    CHECK(lexicon_language(tag) == LexiconLanguage::kZh);
  for (const char* tag : {"en", "en-GB", "EN_us", "eng"})
    CHECK(lexicon_language(tag) == LexiconLanguage::kEn);
  for (const char* tag : {"", "de", "zha", "enm", "und"})
    CHECK(lexicon_language(tag) == LexiconLanguage::kOther);
}

TEST_CASE("TBX: a term with a slash is one term, what stands in brackets goes") {
  const LexiconFile file = tbx(
      "<termEntry><langSet xml:lang='en'><tig><term>TCP/IP (protocol)</term></tig></langSet>"
      "<langSet xml:lang='zh-TW'><tig><term> 傳輸協定（網路） </term></tig></langSet></termEntry>");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0] == LexiconEntry{{"傳輸協定"}, {"TCP/IP"}, {}, ""});
}

TEST_CASE("TBX: what is short goes with the abbreviations, whatever the language") {
  const LexiconFile file =
      tbx("<termEntry><descripGrp><descrip type='subjectField'>machining</descrip></descripGrp>"
          "<langSet xml:lang='zh'><ntig><termGrp><term>数控</term><termNote "
          "type='termType'>shortForm</termNote></termGrp></ntig></langSet>"
          "<langSet xml:lang='en'><tig><term>numerical control</term></tig><tig><term>NC</term>"
          "<termNote type='termType'>acronym</termNote></tig></langSet></termEntry>");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0] == LexiconEntry{{}, {"numerical control"}, {"数控", "NC"}, "machining"});
}

TEST_CASE("SKOS: a language holds within, and a label without one has that of its script") {
  const LexiconFile file = skos(
      "<skos:Concept><skos:prefLabel>主轴</skos:prefLabel><skos:altLabel>spindle</skos:altLabel>"
      "</skos:Concept><skos:Concept xml:lang='de'><skos:prefLabel>Spindel</skos:prefLabel>"
      "<skos:altLabel xml:lang='en'>arbor</skos:altLabel></skos:Concept>");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0] == LexiconEntry{{"主轴"}, {"spindle"}, {}, ""});
}

TEST_CASE("SKOS: a label of SKOS-XL that is not there costs itself alone") {
  const LexiconFile file = skos(
      "<skos:Concept rdf:about='a'><skosxl:prefLabel rdf:resource='nowhere'/>"
      "<skos:prefLabel xml:lang='zh'>砂轮</skos:prefLabel>"
      "<skos:prefLabel xml:lang='en'>grinding wheel</skos:prefLabel></skos:Concept>");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].en == Forms{"grinding wheel"});
}

TEST_CASE("entities that reach outside or into each other are refused, plain ones are read") {
  const auto with = [](const std::string& declarations, const std::string& term) {
    return read_lexicon("terms.tbx", "<!DOCTYPE martif [" + declarations +
                                         "]><martif><text><body><termEntry><langSet "
                                         "xml:lang='en'><tig><term>" +
                                         term +
                                         "</term></tig></langSet><langSet "
                                         "xml:lang='zh'><tig><term>颤振</term></tig></langSet>"
                                         "</termEntry></body></text></martif>");
  };
  const std::string refused = "the file declares entities that reach outside or into each other";
  CHECK(fault_of(with("<!ENTITY x SYSTEM 'file:///etc/passwd'>", "a&x;")) == refused);
  CHECK(fault_of(with("<!ENTITY x PUBLIC 'a' \"http://example.org/\">", "a&x;")) == refused);
  CHECK(fault_of(with("<!ENTITY % x SYSTEM 'http://example.org/'> %x;", "a")) == refused);
  CHECK(fault_of(with("<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>", "&b;")) == refused);
  CHECK(fault_of(with("<!ENTITY a", "&a;")) == refused);
  const LexiconFile plain = with("<!ENTITY a 'chatter'>", "&a; mark");
  REQUIRE(plain.entries.size() == 1);
  CHECK(plain.entries[0].en == Forms{"chatter mark"});
}

TEST_CASE("what is no lexicon says why") {
  CHECK(fault_of(read_lexicon("a.xml", "<html/>")).find("its root is \"html\"") !=
        std::string::npos);
  CHECK(fault_of(read_lexicon("a.tbx", "zh,en")).find("not well-formed") != std::string::npos);
  CHECK(fault_of(read_lexicon("a.csv", "<martif><text>")).find("not well-formed") !=
        std::string::npos);
  CHECK(fault_of(tbx("")).find("no concept") != std::string::npos);
  CHECK(fault_of(skos("")).find("no concept") != std::string::npos);
  CHECK(fault_of(read_lexicon("a.ttl", "zh,en\n主轴,spindle\n")).find("Turtle") !=
        std::string::npos);
  CHECK(fault_of(read_lexicon("a", "\n@prefix a: <b> .")).find("Turtle") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK_FALSE(fault_of(read_lexicon("a.tbx", deep)).empty());
}

TEST_CASE("a concept with more terms than a list can mean gives its first 64") {
  std::string terms;
  for (int i = 0; i < 5000; ++i) terms += "<tig><term>part " + std::to_string(i) + "</term></tig>";
  const LexiconFile file =
      tbx("<termEntry><langSet xml:lang='en'>" + terms + "</langSet></termEntry>");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].en.size() == 64);
}

}  // namespace
}  // namespace isthmus::pipeline

// Bibliographic formats: how they are recognised, what hostile ones cost, and the crosswalk. What
// good and broken files give is in tests/golden/parsers.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/latex.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/parser.h"
#include "indexer/parsers/person.h"
#include "indexer/parsers/publication.h"

namespace isthmus::parsers {
namespace {

struct Parsed {
  std::vector<Record> records;
  std::vector<Diagnostic> diagnostics;
};

Parsed parse(const std::string& path, std::string_view bytes) {
  Parsed out;
  const Result<const Parser*> parser = parser_for(path, bytes);
  REQUIRE(parser);
  const Settings settings;
  (*parser)->parse({path, bytes, settings}, {[&](Record record, std::uint64_t) {
                                               out.records.push_back(std::move(record));
                                               return true;
                                             },
                                             [&](Diagnostic diagnostic) {
                                               out.diagnostics.push_back(std::move(diagnostic));
                                             }});
  return out;
}

std::string chosen(std::string_view path, std::string_view bytes) {
  const Result<const Parser*> parser = parser_for(path, bytes);
  return std::string(parser ? (*parser)->name : error_info(parser.error().code).name);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST_CASE("XML is told apart by its root and namespace, whatever the file is called") {
  CHECK(chosen("a.txt", "<article><front/></article>") == "jats");
  CHECK(chosen("a.xml", "<article xmlns=\"http://docbook.org/ns/docbook\"/>") != "jats");
  CHECK(chosen("a.xml", "<PubmedArticleSet/>") == "pubmed");
  CHECK(chosen("a.xml", "<?xml version='1.0'?><!-- x --><doi_batch/>") == "crossref");
  CHECK(chosen("a.xml", "<resource xmlns=\"http://datacite.org/schema/kernel-4\"/>") == "datacite");
  CHECK(chosen("a.xml", "<resource/>") == "xml");
  CHECK(chosen("a.xml", "<m:collection xmlns:m=\"http://www.loc.gov/MARC21/slim\"/>") == "marcxml");
  CHECK(chosen("a.xml", "<OAI-PMH/>") == "oai-pmh");
  CHECK(chosen("a.xml", "<oai_dc:dc xmlns:oai_dc=\"x\"/>") == "dublin-core");
}

TEST_CASE("JSON of services is told apart from records of ours by the keys of its first object") {
  CHECK(chosen("a.json", R"([{"type":"book","title":"t","issued":{"date-parts":[[1]]}}])") ==
        "csl-json");
  CHECK(chosen("a.json", R"({"message":{"items":[{"type":"x","DOI":"10.5555/a"}]}})") ==
        "csl-json");
  CHECK(chosen("a.json", R"({"titles":[],"creators":[]})") == "datacite-json");
  CHECK(chosen("a.json", R"({"@context":["x","http://schema.org"]})") == "schema-org");
  CHECK(chosen("a.json", R"({"kind":"paper","title":"DOI of type","DOI":"x","type":"y"})") ==
        "json");
  CHECK(chosen("a.json", R"({"title":"t","body":"\"DOI\": \"type\""})") == "json");
  CHECK(chosen("a.json", R"({"title":"t","a":{"type":"book","DOI":"x"}})") == "json");
  CHECK(chosen("a.jsonl", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n") == "jsonl");
}

TEST_CASE("tagged records are recognised only where their first tag stands") {
  CHECK(chosen("a.txt", "\xef\xbb\xbfTY  - JOUR\r\nER  - \r\n") == "ris");
  CHECK(chosen("a.txt", "A note.\nER  - not a record\n") == "text");
  CHECK(chosen("a.txt", "PT 100 sensors are used\n") == "text");
  CHECK(chosen("a.md", "%0 of the cases\n") == "markdown");
}

TEST_CASE("a mapping of the user's own goes before what the keys seem to mean") {
  Settings settings;
  settings.columns = {{"title", "{name}"}};
  const std::string bytes = R"({"@context":"http://schema.org","name":"Mine"})";
  std::vector<Record> records;
  parser_for("a.json", bytes)
      .value()
      ->parse({"a.json", bytes, settings}, {[&](Record record, std::uint64_t) {
                                              records.push_back(std::move(record));
                                              return true;
                                            },
                                            [](Diagnostic) {}});
  REQUIRE(records.size() == 1);
  CHECK(records[0].title == "Mine");
  CHECK(records[0].source.media_type == "application/json");
}

TEST_CASE("strings that double with each line end in a refusal, not in a full memory") {
  std::string bib = "@string{s0 = {" + std::string(1000, 'x') + "}}\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "s" + std::to_string(i - 1);
    bib += "@string{s" + std::to_string(i) + " = " + before + " # " + before + "}\n";
  }
  bib += "@article{a, title = s59}\n@article{b, title = {Fine}}\n";
  const Parsed parsed = parse("a.bib", bib);
  CHECK(parsed.records.back().title == "Fine");
  CHECK_FALSE(parsed.diagnostics.empty());
}

// Minutes under the sanitizers, which run the same code on smaller input.
#ifndef ISTHMUS_SANITIZED
TEST_CASE("a large parent of many entries is not copied without end") {
  std::string bib = "@book{p, title = {P}, series = {" + std::string(1 << 20, 'x') + "}}\n";
  for (int i = 0; i < 200; ++i) {
    const std::string key = "a" + std::to_string(i);
    bib += "@inbook{" + key + ", title = {T}, crossref = {p}}\n";
  }
  const Parsed parsed = parse("a.bib", bib);
  CHECK(parsed.records.size() == 201);
  CHECK(parsed.records.back().body.size() < 1000);
  CHECK(parsed.diagnostics.size() > 10);
}

TEST_CASE("a million open braces, tags and brackets are read to the end") {
  for (const std::string& bib :
       {repeated("@a{\n", 200'000), repeated("@a{b,c={", 100'000), repeated("{", 1'000'000),
        "@a{b,title={" + repeated("$", 300'000) + "}}", "@a{b,title={" + repeated("\\'{", 200'000),
        "@a{b,author={" + repeated(" and ", 200'000) + "}}"}) {
    parse("a.bib", bib);
  }
  parse("a.ris", repeated("TY  - JOUR\n", 50'000));
  parse("a.ris", "TY  - JOUR\n" + repeated("TI  - \n", 200'000));
  parse("a.json", R"({"titles":[],"creators":)" + repeated("[", 200'000));
  parse("a.nxml", "<article><front/>" + repeated("<sec>", 200'000));
  parse("a.nxml", "<article><front/><body>" + repeated("<table><tr><td>x", 70) +
                      repeated("</td></tr></table>", 70) + "</body></article>");
  parse("a.ris", "TY  - JOUR\n" + repeated("KW  - a\nN1  - b\nSN  - 12345678\n", 50'000));
  CHECK(parse("a.bib", "@a{b, title = {T}}").records.size() == 1);
}
#endif

TEST_CASE("XML that is cut anywhere gives records or a diagnostic and never stops the parser") {
  const std::string whole =
      "<?xml version=\"1.0\"?><OAI-PMH><ListRecords><record><header><identifier>a</identifier>"
      "</header><metadata><dc xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>T</dc:title>"
      "<dc:creator>A, B</dc:creator></dc></metadata></record></ListRecords></OAI-PMH>";
  for (std::size_t length = 32; length < whole.size(); ++length) {
    CAPTURE(length);
    const Parsed parsed = parse("a.xml", whole.substr(0, length));
    CHECK_FALSE(parsed.diagnostics.empty());
  }
  CHECK(parse("a.xml", whole).records.at(0).authors.at(0).name == "B A");
}

TEST_CASE("entities that grow within each other do not grow a record") {
  std::string xml = "<?xml version=\"1.0\"?><!DOCTYPE article [<!ENTITY a \"aaaaaaaaaa\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    const std::string before = std::string("&") + static_cast<char>(c - 1) + ";";
    xml += std::string("<!ENTITY ") + c + " \"" + repeated(before, 10) + "\">";
  }
  xml +=
      "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><article article-type=\"x\"><front><article-meta>"
      "<title-group><article-title>T &j; &f;</article-title></title-group></article-meta></front>"
      "</article>";
  const Parsed parsed = parse("a.nxml", xml);
  for (const Record& record : parsed.records) {
    CHECK(record.title.size() < 1000);
    CHECK(record.title.find("root") == std::string::npos);
  }
}

TEST_CASE("metadata elements give the same keys whatever brought them") {
  const std::string xml =
      "<x><resource xmlns=\"http://datacite.org/schema/kernel-4\"><identifier "
      "identifierType=\"DOI\">10.5555/a</identifier><titles><title>T</title></titles></resource>"
      "<mods xmlns=\"http://www.loc.gov/mods/v3\"/></x>";
  const Result<XmlDocument> document = XmlDocument::parse(xml);
  REQUIRE(document);
  const std::vector<XmlNode> elements = document->root().children();
  const std::optional<Json> keys = keys_of_metadata(elements.at(0));
  REQUIRE(keys);
  CHECK((*keys)["title"] == "T");
  CHECK_FALSE(keys->contains("id"));
  CHECK_FALSE(keys_of_metadata(elements.at(1)));
}

TEST_CASE("names are spoken given name first, and Chinese ones stay together") {
  CHECK(person_name("Dubey, Abhishek") == "Abhishek Dubey");
  CHECK(person_name("King, Martin Luther, Jr.") == "Martin Luther King, Jr.");
  CHECK(person_name("张, 三") == "张三");
  CHECK(person_name("张，三") == "张三");
  CHECK(person_name("张三") == "张三");
  CHECK(person_name("三", "张") == "张三");
  CHECK(person_name("San", "张") == "San 张");
  CHECK(person_name("University of Example, Department of Lathes") ==
        "University of Example, Department of Lathes");
  CHECK(person_name("A, B, C, D") == "A, B, C, D");
  CHECK(person_name(",") == ",");
}

TEST_CASE("dates are read as people write them, and doubt leaves the year") {
  const auto read = [](std::string_view text) { return date_in(text).to_string(); };
  CHECK(read("2018/4/25") == "2018-04-25");
  CHECK(read("2014//") == "2014");
  CHECK(read("May 17, 2018") == "2018-05-17");
  CHECK(read("17 May 2018") == "2018-05-17");
  CHECK(read("2019年4月") == "2019-04");
  CHECK(read("2001 Mar-Apr") == "2001-03");
  CHECK(read("2004-03-02/2005-06-02") == "2004-03-02");
  CHECK(read("2018-08-30T14:38:28Z") == "2018-08-30");
  CHECK(read("20180425") == "2018-04-25");
  CHECK(read("12/05/2003") == "2003");
  CHECK(read("2003-02-31") == "2003-02");
  CHECK(read("2003-13-01") == "2003");
  CHECK(read("forthcoming") == "");
  CHECK(read("99999999999999999999") == "");
}

TEST_CASE("languages, licences and types have one form whatever the format calls them") {
  CHECK(language_tag("GER") == "de");
  CHECK(language_tag("en_US") == "en-US");
  CHECK(language_tag("zh-hant-tw") == "zh-Hant-TW");
  CHECK(language_tag("Chinese") == "zh");
  CHECK(language_tag("und") == "");
  CHECK(language_tag("a sentence") == "");
  CHECK(licence_id("http://creativecommons.org/licenses/by-nc-sa/4.0/legalcode") ==
        "CC-BY-NC-SA-4.0");
  CHECK(licence_id("https://creativecommons.org/publicdomain/zero/1.0") == "CC0-1.0");
  CHECK(licence_id("cc by 4.0") == "CC-BY-4.0");
  CHECK(licence_id("https://creativecommons.org/licenses/by/3.0/us/") == "CC-BY-3.0-US");
  CHECK(licence_id("https://creativecommons.org/licenses/by-nc/2.0/fr/") ==
        "https://creativecommons.org/licenses/by-nc/2.0/fr/");
  CHECK(licence_id("All rights reserved") == "All rights reserved");
  CHECK(kind_of_type("info:eu-repo/semantics/masterThesis") == Kind::kThesis);
  CHECK(kind_of_type("Conference Paper") == Kind::kPaper);
  CHECK(kind_of_type("标准") == Kind::kStandard);
  CHECK(kind_of_type("book") == Kind::kNone);
}

TEST_CASE("LaTeX becomes text, and mathematics and money stay") {
  CHECK(text_of_latex("{\\\"U}ber {\\'e}t{\\'{e}} \\v{s} \\ss\\ \\o{} \\c c \\k{a}") ==
        "Über été š ß ø ç ą");
  CHECK(text_of_latex("a -- b --- c ``d'' e~f \\& 5\\%") == "a – b — c “d” e f & 5%");
  CHECK(text_of_latex("\\textit{in \\emph{situ}} {\\em x}") == "in situ x");
  CHECK(text_of_latex("$x_{1} -- y$ costs \\$5") == "$x_{1} -- y$ costs $5");
  CHECK(text_of_latex("only $5") == "only $5");
  CHECK(text_of_latex("\\unknown and \\other{kept}") == "\\unknown and kept");
  CHECK(text_of_latex("the system\\textquoterights \\textitPolicy \\beta-VAE") ==
        "the system’s Policy β-VAE");
  CHECK(text_of_latex("\\") == "");
  CHECK(text_of_latex("\\'") == "");
  CHECK(literal_of_latex("https://a.b/c\\_d{\\%}~e") == "https://a.b/c_d%~e");
}

TEST_CASE("identifiers are plain, and those of one house are no names in the world") {
  Publication publication;
  add_identifier(publication, "URI", "https://DOI.org/10.5555/A.");
  add_identifier(publication, "doi", "10.5555/a");
  add_identifier(publication, "ISSN", "1234-5679 (print)");
  add_identifier(publication, "Local number", "42");
  add_identifier(publication, "", "no identifier at all");
  add_identifier(publication, "doi", "not a DOI");
  REQUIRE(publication.identifiers.size() == 1);
  CHECK(publication.identifiers[0].value == "10.5555/A");
  CHECK(publication.container.numbers ==
        std::vector<std::string>{"ISSN 1234-5679", "Local number 42"});
  CHECK(plain_identifier("", "arXiv:2305.01234").scheme == "arxiv");
  CHECK(plain_identifier("", "http://hdl.handle.net/1/2").value == "1/2");
}

}  // namespace
}  // namespace isthmus::parsers

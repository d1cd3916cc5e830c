#include "indexer/parsers/markup.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/text/encoding.h"
#include "indexer/parsers/latex.h"
#include "indexer/parsers/references.h"
#include "tests/support/parsing.h"

namespace isthmus::parsers {
namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

TEST_CASE("LaTeX and OPML are known by their content, whatever the name") {
  CHECK(testing::chosen("a.txt", "% comment\n\\documentclass{article}\n") == "latex");
  CHECK(testing::chosen("a.txt", "Write \\documentclass first") == "text");
  CHECK(testing::chosen("a.xml", "<?xml version=\"1.0\"?><opml/>") == "opml");
  CHECK(testing::chosen("a.xml", "<rss version=\"2.0\"/>") == "feed");
  CHECK(testing::chosen("a.xml", "<machine/>") == "xml");
}

TEST_CASE("a character of several bytes behind a backslash or an accent is not torn apart") {
  for (const char* source : {"\\轴承", "\\\"轴", "\\'{轴}", "\\verb轴x轴", "a\\", "\\c"}) {
    CAPTURE(source);
    for (const Record& record : testing::parse("a.tex", source).records)
      CHECK(text::is_valid_utf8(record.body));
  }
}

TEST_CASE("LaTeX source and LaTeX in bibliographies know the same letters, signs and accents") {
  struct Letter {
    const char* written;
    const char* shown;
  };
  const Letter kLetters[] = {
      {"\\v{s}", "š"},     {"\\'{\\i}", "í"},   {"\\d{t}", "ṭ"},         {"\\.Z", "Ż"},
      {"\\=A", "Ā"},       {"\\ss", "ß"},       {"\\th", "þ"},           {"\\guillemotleft", "«"},
      {"\\celsius", "°C"}, {"\\texteuro", "€"}, {"\\textbraceleft", "{"}};
  for (const Letter& letter : kLetters) {
    CAPTURE(letter.written);
    CHECK(text_of_latex(letter.written) == letter.shown);
    const auto parsed = testing::parse("a.tex", "words " + std::string(letter.written));
    REQUIRE(parsed.records.size() == 1);
    CHECK(parsed.records[0].body == "words " + std::string(letter.shown));
  }
}

TEST_CASE("openings that are never closed cost no more than their length") {
  const std::vector<std::pair<std::string, std::string>> cases = {{"a.wiki", "[[a|"},
                                                                  {"a.wiki", "{{"},
                                                                  {"a.adoc", "<<"},
                                                                  {"a.adoc", "x["},
                                                                  {"a.rst", ":a:`x"},
                                                                  {"a.tex", "\\footnote{"},
                                                                  {"a.tex", "\\begin{abstract}"},
                                                                  {"a.textile", "\"a\":"},
                                                                  {"a.rst", ".. note::\n "}};
  for (const auto& one : cases) {
    CAPTURE(one.first);
    CHECK(testing::parse(one.first, "words\n\n" + repeated(one.second, 20'000)).records.size() ==
          1);
  }
}

TEST_CASE("marks are taken off words and stay between blanks and within words") {
  CHECK(without_marks("*bold* 2 * 3 a_b _it_, 主*轴*", "*_") == "bold 2 * 3 a_b it, 主轴");
  CHECK(decode_references("&#x8f74;&#45;&amp;&no; & &#0;") == "轴-&&no; & &#0;");
}

TEST_CASE("a feed without entries and XML without words are refused") {
  for (const auto& [path, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"a.rss", "<rss><channel/></rss>"}, {"a.xml", "<a><b/></a>"}, {"a.opml", "<opml/>"}}) {
    const testing::Parsed parsed = testing::parse(path, bytes);
    CHECK(parsed.records.empty());
    REQUIRE(parsed.diagnostics.size() == 1);
    CHECK(parsed.diagnostics[0].error.code == ErrorCode::kInvalidSource);
  }
}

}  // namespace
}  // namespace isthmus::parsers

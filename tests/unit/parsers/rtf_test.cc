#include <doctest/doctest.h>

#include "indexer/parsers/rtf_code_page.h"
#include "tests/support/parsed.h"

namespace isthmus::parsers {
namespace {

ParsedSource parse_rtf_source(const std::string& bytes) {
  return parse_source("notes/a.rtf", bytes);
}

std::string body_of(const std::string& content) {
  const ParsedSource parsed = parse_rtf_source("{\\rtf1\\ansi " + content + "}");
  return parsed.records.empty() ? "" : parsed.records.front().body;
}

TEST_CASE("a fallback after a Unicode character is passed over, a missing one costs nothing") {
  CHECK(body_of("\\uc1\\u20013?\\u22269 ?x") == "中国x");
  CHECK(body_of("\\uc2\\u20013\\'d6\\'d0x") == "中x");
  CHECK(body_of("{\\uc0\\u20013}\\u22269?") == "中国");
  CHECK(body_of("\\u20013\\par x") == "中\n\nx");
  CHECK(body_of("\\u8212\\emdash x") == "—x");
  CHECK(body_of("\\u-10179?x\\u-8704?") == "x");
}

TEST_CASE("bytes are read in the code page of their font, else of the document") {
  CHECK(
      body_of("{\\fonttbl{\\f1\\fcharset136 a;}{\\f2\\fcharset204 b;}}\\f1\\'b6\\'62{\\f2\\'c0}") ==
      "軸А");
  const ParsedSource parsed = parse_rtf_source("{\\rtf1\\ansi\\ansicpg950 \\'a4\\'a4}");
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "中");
  CHECK(parse_rtf_source("{\\rtf1\\ansi\\ansicpg936 na\\'efve \\'d6\\'d0}").records.at(0).body ==
        "na飗e 中");
  CHECK(parse_rtf_source("{\\rtf1\\ansi\\ansicpg936 na\\'efve}").records.at(0).body == "naïve");
  CHECK(decode_code_page("\xb7", kSymbolCodePage).empty());
  CHECK(decode_code_page("caf\xe9 x", 936) == "café x");
  CHECK(decode_code_page("\x82", 437) == "é");
  CHECK(decode_code_page("\xe9", 99999) == "é");
}

TEST_CASE("binary data and pictures are passed over, also when their lengths are wrong") {
  CHECK(body_of("a{\\pict\\bin5 }}{{{}b") == "ab");
  CHECK(body_of("a{\\pict\\bin999999999999 }b").find('a') == 0);
  CHECK(body_of("a\\bin-5 b") == "ab");
}

TEST_CASE("a file that breaks off gives its text and a warning") {
  const ParsedSource parsed = parse_rtf_source("{\\rtf1\\ansi first\\par{\\b second");
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "first\n\nsecond");
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(!parsed.diagnostics[0].cost_a_record);
}

TEST_CASE("groups deeper than the limit are left out, with a warning") {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "{x";
  const ParsedSource parsed =
      parse_rtf_source("{\\rtf1\\ansi before" + deep + std::string(200'000, '}') + " after}");
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body.find("before") == 0);
  CHECK(parsed.records[0].body.find("after") != std::string::npos);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.message.find("1,000 deep") != std::string::npos);
}

TEST_CASE("what is no RTF, or says nothing, is refused with the reason") {
  CHECK(parse_rtf_source("plain words").diagnostics.at(0).error.message ==
        "the file does not begin as RTF does");
  CHECK(parse_rtf_source("{\\rtf1}").diagnostics.at(0).error.message ==
        "the document holds no text");
  CHECK(parse_rtf_source("{\\rtf1 \\'zz\\}").records.size() == 1);
}

}  // namespace
}  // namespace isthmus::parsers

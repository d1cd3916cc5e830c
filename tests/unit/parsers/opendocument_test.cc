#include <doctest/doctest.h>

#include "tests/support/parsed.h"
#include "tests/support/zip_file.h"

namespace isthmus::parsers {
namespace {

using testing::zip_file;
using testing::ZipMembers;

std::string content(const std::string& body) {
  return "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:draw=\"d\" "
         "xmlns:table=\"b\" xmlns:presentation=\"p\"><office:body>" +
         body + "</office:body></office:document-content>";
}

ParsedSource parse_content(const std::string& body, const ZipMembers& more = {}) {
  ZipMembers parts = {{"mimetype", "application/vnd.oasis.opendocument.text"},
                      {"content.xml", content(body)}};
  parts.insert(parts.end(), more.begin(), more.end());
  return parse_source("a.bin", zip_file(parts, testing::Packing::kStoredZip));
}

std::string sheet(const std::string& rows) {
  return "<office:spreadsheet><table:table table:name=\"S\">" + rows +
         "</table:table></office:spreadsheet>";
}

std::string cell(const std::string& text, const std::string& attributes = "") {
  return "<table:table-cell " + attributes + "><text:p>" + text + "</text:p></table:table-cell>";
}

TEST_CASE("slides are pages with their notes, also in drawings") {
  const ParsedSource parsed = parse_content(
      "<office:presentation><draw:page><draw:frame presentation:class=\"outline\"><draw:text-box>"
      "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list>"
      "</draw:text-box></draw:frame><draw:frame presentation:class=\"title\"><draw:text-box>"
      "<text:p>Seals</text:p></draw:text-box></draw:frame><presentation:notes>"
      "<draw:frame presentation:class=\"notes\"><draw:text-box><text:p>slowly</text:p>"
      "</draw:text-box></draw:frame></presentation:notes></draw:page>"
      "<draw:page><draw:g><draw:custom-shape><text:p>arrow</text:p></draw:custom-shape></draw:g>"
      "</draw:page></office:presentation>");
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].title == "Seals");
  CHECK(parsed.records[0].body == "## Seals\n\n- point\n\nslowly\n\farrow");
  CHECK(parsed.records[0].source.media_type == "application/vnd.oasis.opendocument.presentation");
}

TEST_CASE("repeated rows count as often as they are repeated, up to the limit of cells") {
  const ParsedSource parsed = parse_content(sheet(
      "<table:table-row table:number-rows-repeated=\"3\">" + cell("x") + "</table:table-row>"));
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "## S\n\nx\nx\nx");
  const ParsedSource many =
      parse_content(sheet("<table:table-row table:number-rows-repeated=\"99999999999999999999\">" +
                          cell("1234567890123456", "table:number-columns-repeated=\"4000000000\"") +
                          "</table:table-row>"));
  REQUIRE(many.records.size() == 1);
  REQUIRE(many.diagnostics.size() == 1);
  CHECK(many.diagnostics[0].error.message.find("left out") != std::string::npos);
}

TEST_CASE("encrypted, empty and other packages are refused with the reason") {
  const auto message = [](const ParsedSource& parsed) {
    return parsed.diagnostics.at(0).error.message;
  };
  CHECK(message(parse_content("", {{"META-INF/manifest.xml",
                                    "<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry "
                                    "manifest:full-path=\"content.xml\"><manifest:encryption-data/>"
                                    "</manifest:file-entry></manifest:manifest>"}})) ==
        "the document is encrypted with a password");
  CHECK(message(parse_content("<office:text/>")) == "the document holds no text");
  CHECK(message(parse_source("a.odt", "not a zip")) ==
        "the file is no ZIP package, as documents under this name are");
  CHECK(message(parse_source("a.odt", "")) == "the file is empty");
}

TEST_CASE("damaged content is read up to the damage") {
  const std::string whole = content("<office:text><text:p>kept</text:p><text:p>lost");
  const ParsedSource parsed =
      parse_source("a.odt", zip_file({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                      {"content.xml", whole.substr(0, whole.find("lost"))},
                                      {"meta.xml", "<"}},
                                     testing::Packing::kStoredZip));
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "kept");
  CHECK(parsed.diagnostics.size() == 2);
}

TEST_CASE("lists and tables within each other without end do not break the reader") {
  std::string deep;
  for (int i = 0; i < 3000; ++i)
    deep += i % 2 == 0 ? "<text:list><text:list-item>"
                       : "<table:table><table:table-row><table:table-cell/><table:table-cell>";
  const ParsedSource parsed = parse_content("<office:text><text:p>before</text:p>" + deep);
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "before");
}

}  // namespace
}  // namespace isthmus::parsers

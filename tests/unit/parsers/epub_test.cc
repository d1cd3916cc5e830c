#include <doctest/doctest.h>

#include "indexer/parsers/xhtml_text.h"
#include "tests/support/parsed.h"
#include "tests/support/zip_file.h"

namespace isthmus::parsers {
namespace {

using testing::zip_file;
using testing::ZipMembers;

std::string body_of_chapter(const std::string& body) {
  const Result<XmlDocument> document = XmlDocument::parse(
      with_html_entities("<html><head><title>t</title></head><body>" + body + "</body></html>"),
      Faults::kRecover);
  BodyText text;
  append_xhtml(document->root(), text);
  return text.text();
}

struct Item {
  std::string id;
  std::string href;
};

ParsedSource parse_book(const std::string& metadata, const std::vector<Item>& items,
                        const ZipMembers& more) {
  std::string manifest;
  std::string spine;
  for (const Item& item : items) {
    manifest += "<item id=\"" + item.id + "\" href=\"" + item.href + "\"/>";
    spine += "<itemref idref=\"" + item.id + "\"/>";
  }
  ZipMembers parts = {
      {"mimetype", "application/epub+zip"},
      {"META-INF/container.xml",
       "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>"},
      {"OPS/book.opf", "<package xmlns:dc=\"dc\" xmlns:opf=\"opf\"><metadata>" + metadata +
                           "</metadata><manifest>" + manifest + "</manifest><spine>" + spine +
                           "</spine></package>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return parse_source("shelf/book.epub", zip_file(parts, testing::Packing::kStoredZip));
}

std::string chapter(const std::string& text) {
  return "<html><body><p>" + text + "</p></body></html>";
}

TEST_CASE("chapters stand in the order of the spine, metadata become the record's keys") {
  const ParsedSource parsed = parse_book(
      "<dc:title>1984</dc:title><dc:creator>Lin Hua</dc:creator><dc:creator>Bo Sund</dc:creator>"
      "<dc:language>zh-CN</dc:language><dc:identifier>urn:isbn:9780000000002</dc:identifier>"
      "<dc:date opf:event=\"creation\">2001</dc:date>"
      "<dc:date opf:event=\"publication\">1949-06</dc:date><dc:subject>泵</dc:subject>"
      "<dc:description>&lt;p&gt;On &lt;b&gt;pumps&lt;/b&gt;&lt;/p&gt;</dc:description>",
      {{"b", "text/two%20b.xhtml"}, {"a", "text/one.xhtml#top"}},
      {{"OPS/text/one.xhtml", chapter("first")}, {"OPS/text/two b.xhtml", chapter("second")}});
  REQUIRE(parsed.records.size() == 1);
  const Record& record = parsed.records[0];
  CHECK(record.title == "1984");
  CHECK(record.body == "second\n\nfirst");
  REQUIRE(record.authors.size() == 2);
  CHECK(record.authors[1].name == "Bo Sund");
  CHECK(record.language == "zh-CN");
  CHECK(record.date.to_string() == "1949-06");
  CHECK(record.abstract == "On pumps");
  CHECK(record.keywords == std::vector<std::string>{"泵"});
  REQUIRE(record.identifiers.size() == 1);
  CHECK(record.identifiers[0].scheme == "isbn");
  CHECK(record.identifiers[0].value == "9780000000002");
}

TEST_CASE("headings, lists, tables and verbatim text keep their form") {
  CHECK(body_of_chapter("<h2>Seals <em>and</em> rings</h2><p>one\n  line</p><div>a<br/>b</div>") ==
        "## Seals and rings\n\none line\n\na\nb");
  CHECK(body_of_chapter("<ul><li><p>x</p><ol><li>y</li></ol></li><li>z</li></ul>") ==
        "- x\n  - y\n- z");
  CHECK(body_of_chapter("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><p>1</p>"
                        "<p>2</p></td><td>3</td></tr></tbody></table>") == "a | b\n1 2 | 3");
  CHECK(body_of_chapter("<pre>if x:\n  y</pre>") == "if x:\n  y");
  CHECK(body_of_chapter(
            "<p><ruby>漢<rt>kan</rt></ruby><script>no</script>&eacute;&hellip;&nope;</p>") ==
        "漢é…");
}

TEST_CASE("encrypted chapters are named, a book of nothing else is refused, fonts do not count") {
  const std::string encryption =
      "<encryption><x><CipherData><CipherReference URI=\"OPS/a.xhtml\"/></CipherData></x>"
      "<x><CipherData><CipherReference URI=\"OPS/font.otf\"/></CipherData></x></encryption>";
  const ZipMembers parts = {{"META-INF/encryption.xml", encryption},
                            {"OPS/a.xhtml", "\x01\x02"},
                            {"OPS/b.xhtml", chapter("open")}};
  const ParsedSource both = parse_book("", {{"a", "a.xhtml"}, {"b", "b.xhtml"}}, parts);
  REQUIRE(both.records.size() == 1);
  CHECK(both.records[0].body == "open");
  REQUIRE(both.diagnostics.size() == 1);
  CHECK(both.diagnostics[0].error.message == "1 chapter is encrypted by digital rights management");
  const ParsedSource one = parse_book("", {{"a", "a.xhtml"}}, parts);
  CHECK(one.records.empty());
  CHECK(one.diagnostics.at(0).error.message ==
        "the book is encrypted by digital rights management");
}

TEST_CASE("missing and damaged chapters cost themselves") {
  const ParsedSource parsed =
      parse_book("", {{"a", "a.xhtml"}, {"b", "b.xhtml"}, {"c", "../../c.xhtml"}},
                 {{"OPS/a.xhtml", "<html><body><p>one<p>two</b>three"}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body.find("one") == 0);
  CHECK(parsed.diagnostics.size() == 2);
  CHECK(parse_source("a.epub", zip_file({{"mimetype", "application/epub+zip"}}))
            .diagnostics.at(0)
            .error.message == "the book has no package document (.opf)");
}

TEST_CASE("markup in a description goes, comparisons stay") {
  CHECK(without_tags("<div>a < b<br/>c</div>") == "a < b c");
  CHECK(without_tags("x <") == "x <");
}

}  // namespace
}  // namespace isthmus::parsers

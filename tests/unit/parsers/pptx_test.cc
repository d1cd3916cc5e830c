#include <doctest/doctest.h>

#include "tests/support/parsed.h"
#include "tests/support/zip_file.h"

namespace isthmus::parsers {
namespace {

using testing::zip_file;
using testing::ZipMembers;

std::string shape(const std::string& placeholder, const std::string& paragraphs) {
  return "<p:sp><p:nvSpPr><p:nvPr>" + placeholder + "</p:nvPr></p:nvSpPr><p:txBody>" + paragraphs +
         "</p:txBody></p:sp>";
}

std::string paragraph(const std::string& text, const std::string& properties = "") {
  return "<a:p>" + properties + "<a:r><a:t>" + text + "</a:t></a:r></a:p>";
}

std::string slide(const std::string& shapes) {
  return "<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:r=\"r\" xmlns:mc=\"mc\"><p:cSld><p:spTree>" +
         shapes + "</p:spTree></p:cSld></p:sld>";
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"t/" + type + "\" Target=\"" + target + "\"/>";
}

// Slides in the reverse order of their numbers, as the list of the presentation has them.
ParsedSource parse_slides(const std::vector<std::string>& slides, const ZipMembers& more = {}) {
  std::string list;
  std::string relations;
  ZipMembers parts = {{"[Content_Types].xml", "<Types/>"}};
  for (std::size_t i = slides.size(); i-- > 0;) {
    const std::string number = std::to_string(i + 1);
    list += "<p:sldId id=\"25" + number + "\" r:id=\"rId" + number + "\"/>";
    relations += relation("rId" + number, "slide", "slides/slide" + number + ".xml");
    parts.emplace_back("ppt/slides/slide" + number + ".xml", slides[i]);
  }
  parts.emplace_back("ppt/presentation.xml",
                     "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst>" + list +
                         "</p:sldIdLst></p:presentation>");
  parts.emplace_back("ppt/_rels/presentation.xml.rels",
                     "<Relationships>" + relations + "</Relationships>");
  parts.insert(parts.end(), more.begin(), more.end());
  return parse_source("talks/pump.pptx", zip_file(parts));
}

TEST_CASE("slides are pages in the order of showing, the title first, lists as items") {
  const ParsedSource parsed = parse_slides(
      {slide(shape("<p:ph idx=\"1\"/>", paragraph("one") + paragraph("two", "<a:pPr lvl=\"1\"/>")) +
             shape("<p:ph type=\"sldNum\"/>", paragraph("2")) +
             shape("<p:ph type=\"title\"/>", paragraph("Results"))),
       slide(shape("<p:ph type=\"ctrTitle\"/>", paragraph("离心泵") + paragraph("密封")) +
             shape("", paragraph("free text")))});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].title == "离心泵 密封");
  CHECK(parsed.records[0].body == "## 离心泵 密封\n\nfree text\n\f## Results\n\n- one\n  - two");
  CHECK(parsed.diagnostics.empty());
}

TEST_CASE("tables, groups, diagrams and notes are read, what a picture's fallback repeats is not") {
  const std::string table =
      "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody>" + paragraph("a") +
      "</a:txBody></a:tc><a:tc><a:txBody>" + paragraph("b") + paragraph("c") +
      "</a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
  const std::string diagram =
      "<p:graphicFrame><a:graphic><a:graphicData><x:relIds xmlns:x=\"x\" r:dm=\"d\"/>"
      "</a:graphicData></a:graphic></p:graphicFrame>";
  const std::string alternatives = "<mc:AlternateContent><mc:Choice>" +
                                   shape("", paragraph("once")) + "</mc:Choice><mc:Fallback>" +
                                   shape("", paragraph("twice")) +
                                   "</mc:Fallback></mc:AlternateContent>";
  const ParsedSource parsed = parse_slides(
      {slide("<p:grpSp>" + shape("", paragraph("grouped")) + "</p:grpSp>" + table + diagram +
             alternatives)},
      {{"ppt/slides/_rels/slide1.xml.rels",
        "<Relationships>" + relation("n", "notesSlide", "../notesSlides/n1.xml") +
            relation("d", "diagramData", "../diagrams/data1.xml") + "</Relationships>"},
       {"ppt/diagrams/data1.xml",
        "<dgm:m xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:t>" + paragraph("step") + "</dgm:t></dgm:m>"},
       {"ppt/notesSlides/n1.xml", slide(shape("<p:ph type=\"body\"/>", paragraph("say this")) +
                                        shape("<p:ph type=\"sldNum\"/>", paragraph("1")))}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "grouped\n\na | b c\n\n- step\n\nonce\n\nsay this");
}

TEST_CASE("a slide without its part keeps its page, a presentation without text is refused") {
  const ParsedSource parsed = parse_slides({slide(shape("", paragraph("last"))), "<broken"});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "\flast");
  CHECK(parsed.diagnostics.size() == 1);
  CHECK(parse_slides({slide("")}).diagnostics.at(0).error.message == "the document holds no text");
  CHECK(parse_source("a.pptx", "PK\x03\x04 but no more").diagnostics.at(0).error.code ==
        ErrorCode::kInvalidSource);
}

}  // namespace
}  // namespace isthmus::parsers

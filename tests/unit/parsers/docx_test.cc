#include <doctest/doctest.h>

#include "tests/support/parsed.h"
#include "tests/support/zip_file.h"

namespace isthmus::parsers {
namespace {

using testing::zip_file;
using testing::ZipMembers;

constexpr const char* kTypes = "<Types/>";

std::string document(const std::string& body) {
  return R"(<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>)" + body +
         "</w:body></w:document>";
}

std::string paragraph(const std::string& text, const std::string& style = "") {
  const std::string properties =
      style.empty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>";
  return "<w:p>" + properties + "<w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

ParsedSource parse_parts(const ZipMembers& parts) {
  ZipMembers members = {{"[Content_Types].xml", kTypes}};
  members.insert(members.end(), parts.begin(), parts.end());
  return parse_source("deep/pump-report.docx", zip_file(members));
}

// The body of a document without other parts.
std::string body_of(const std::string& body) {
  const ParsedSource parsed = parse_parts({{"word/document.xml", document(body)}});
  return parsed.records.empty() ? "" : parsed.records.front().body;
}

TEST_CASE("a document is known by its content under any name, also one packed within another") {
  const std::string inner = zip_file({{"[Content_Types].xml", kTypes}, {"xl/workbook.xml", "<a/>"}},
                                     testing::Packing::kStoredZip);
  const std::string bytes = zip_file({{"[Content_Types].xml", kTypes},
                                      {"word/embeddings/inner.xlsx", inner},
                                      {"word/document.xml", document(paragraph("words"))}},
                                     testing::Packing::kStoredZip);
  CHECK(parser_for("x.bin", bytes).value()->name == "docx");
}

TEST_CASE("an archive that holds documents is none, though their entries stand in its bytes") {
  const std::string inner = zip_file(
      {{"[Content_Types].xml", kTypes}, {"word/document.xml", document(paragraph("words"))}});
  const std::string book =
      zip_file({{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", "<a/>"}},
               testing::Packing::kStoredZip);
  const std::string bytes =
      zip_file({{"a.epub", book}, {"b.docx", inner}}, testing::Packing::kStoredZip);
  const Result<const Parser*> parser = parser_for("papers.bin", bytes);
  CHECK((!parser || (*parser)->name == "archive"));
  const Result<const Parser*> cut = parser_for("papers.bin", bytes.substr(0, bytes.size() - 30));
  CHECK((!cut || (*cut)->name == "archive"));
}

TEST_CASE("deletions, hidden text and codes of fields are left out, insertions and results kept") {
  CHECK(body_of("<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
                "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
                "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>") == "new");
  CHECK(body_of("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF a</w:instrText>"
                "<w:t>code</w:t><w:fldChar w:fldCharType=\"separate\"/><w:t>result</w:t>"
                "<w:fldChar w:fldCharType=\"end\"/><w:t> after</w:t></w:r></w:p>") ==
        "result after");
}

TEST_CASE("a text box is read once, after the paragraph that it is anchored in") {
  const std::string box = "<w:txbxContent>" + paragraph("in the box") + "</w:txbxContent>";
  CHECK(body_of("<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box +
                "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                "</w:pict></mc:Fallback></mc:AlternateContent><w:t>anchor</w:t></w:r></w:p>") ==
        "anchor\n\nin the box");
}

TEST_CASE("tables give rows, merged cells stay empty, tables of one column are frames") {
  const std::string cell = "<w:tc>" + paragraph("a") + "</w:tc>";
  const std::string merged =
      "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("ignored") + "</w:tc>";
  CHECK(body_of("<w:tbl><w:tr>" + cell + cell + "</w:tr><w:tr>" + merged + cell +
                "</w:tr></w:tbl>") == "a | a\n| a");
  CHECK(body_of("<w:tbl><w:tr><w:tc>" + paragraph("x") + paragraph("y") +
                "</w:tc></w:tr></w:tbl>") == "x\n\ny");
}

TEST_CASE("styles name headings in any language of the program, by name, outline or id") {
  const std::string styles =
      R"(<w:styles xmlns:w="w"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style>)"
      R"(<w:style w:styleId="a"><w:name w:val="own"/><w:basedOn w:val="2"/></w:style>)"
      R"(<w:style w:styleId="b"><w:name w:val="loop"/><w:basedOn w:val="b"/></w:style>)"
      R"(<w:style w:styleId="c"><w:name w:val="标题 3"/></w:style>)"
      R"(<w:style w:styleId="d"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>)";
  const ParsedSource parsed = parse_parts(
      {{"word/document.xml",
        document(paragraph("A", "2") + paragraph("B", "a") + paragraph("C", "b") +
                 paragraph("D", "c") + paragraph("E", "d") + paragraph("F", "Heading4"))},
       {"word/styles.xml", styles}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "# A\n\n# B\n\nC\n\n### D\n\n## E\n\n#### F");
}

TEST_CASE("diagrams, notes, comments and headers follow the body") {
  const ParsedSource parsed = parse_parts(
      {{"word/_rels/document.xml.rels",
        R"(<Relationships><Relationship Id="a" Type="x/header" Target="h1.xml"/>)"
        R"(<Relationship Id="b" Type="x/header" Target="/word/h1.xml"/>)"
        R"(<Relationship Id="c" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>)"},
       {"word/diagrams/data1.xml",
        R"(<d:m xmlns:d="d" xmlns:a="a"><d:t><a:p><a:r><a:t>step</a:t></a:r></a:p></d:t></d:m>)"},
       {"word/h1.xml", R"(<w:hdr xmlns:w="w">)" + paragraph("Order 7") + "</w:hdr>"},
       {"word/document.xml",
        document("<w:p><w:r><w:t>text</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>")},
       {"word/footnotes.xml",
        R"(<w:footnotes xmlns:w="w"><w:footnote w:id="0" w:type="separator">)" + paragraph("rule") +
            R"(</w:footnote><w:footnote w:id="2">)" + paragraph("note") +
            "</w:footnote></w:footnotes>"},
       {"word/comments.xml", R"(<w:comments xmlns:w="w"><w:comment w:author="Lin">)" +
                                 paragraph("really?") + "</w:comment></w:comments>"}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "text[^2]\n\n- step\n\n[^2]: note\n\nLin: really?\n\nOrder 7");
}

TEST_CASE("a title that a program wrote gives way to the styled one, the heading, the first line") {
  const auto title_of = [](const std::string& core, const std::string& body) {
    return parse_parts({{"word/document.xml", document(body)},
                        {"docProps/core.xml", "<c xmlns:dc='d'><dc:title>" + core +
                                                  "</dc:title><dc:creator>Wu; Admin</dc:creator>"
                                                  "<modified>2024-05-06T07:08:09Z</modified></c>"}})
        .records.at(0)
        .title;
  };
  const std::string text = paragraph("line");
  CHECK(title_of("Pump care", text) == "Pump care");
  CHECK(title_of("Microsoft Word - x.doc", text + paragraph("Big", "Title")) == "Big");
  CHECK(title_of("文档1", text + paragraph("Head", "Heading2")) == "Head");
  CHECK(title_of("", text) == "line");
}

TEST_CASE("properties become authors, keywords, abstract and date; those of programs do not") {
  const ParsedSource parsed = parse_parts(
      {{"word/document.xml", document(paragraph("text"))},
       {"docProps/core.xml",
        "<c><creator>Wu Mei; Administrator</creator><keywords>泵, 密封</keywords><description>About"
        " pumps</description><created>1601-01-01T00:00:00Z</created>"
        "<modified>2024-05-06T07:08:09Z</modified></c>"}});
  REQUIRE(parsed.records.size() == 1);
  const Record& record = parsed.records[0];
  REQUIRE(record.authors.size() == 1);
  CHECK(record.authors[0].name == "Wu Mei");
  CHECK(record.keywords == std::vector<std::string>{"泵", "密封"});
  CHECK(record.abstract == "About pumps");
  CHECK(record.date.to_string() == "2024-05-06");
  CHECK(record.id == "deep/pump-report.docx");
}

TEST_CASE("a damaged part costs itself, a warning says so") {
  const ParsedSource parsed =
      parse_parts({{"word/document.xml", document(paragraph("kept")).substr(0, 100)},
                   {"word/styles.xml", "<"}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "kept");
  REQUIRE(parsed.diagnostics.size() == 2);
  CHECK(!parsed.diagnostics[0].cost_a_record);
  CHECK(parsed.diagnostics[1].error.message.find("word/styles.xml") != std::string::npos);
}

TEST_CASE("a cut-off package gives what stands before the cut") {
  const std::string noise = [] {
    std::string out;
    for (unsigned i = 0, x = 1; i < 50'000; ++i)
      out += static_cast<char>((x = x * 1103515245 + 12345) >> 24);
    return out;
  }();
  const std::string whole = zip_file({{"[Content_Types].xml", kTypes},
                                      {"word/document.xml", document(paragraph("kept"))},
                                      {"word/media/noise.bin", noise}});
  const ParsedSource parsed = parse_source("a.docx", whole.substr(0, whole.size() - 20'000));
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "kept");
  CHECK(!parsed.diagnostics.empty());
}

// A container of the old kind with one entry.
std::string old_file(const std::string& entry) {
  std::string bytes = "\xd0\xcf\x11\xe0" + std::string(508, '\0');
  for (const char c : entry) bytes += {c, '\0'};
  return bytes + std::string(128, '\0');
}

TEST_CASE("what is no document is refused with the reason") {
  const auto refusal = [](const std::string& bytes) {
    const ParsedSource parsed = parse_source("a.docx", bytes);
    REQUIRE(parsed.records.empty());
    REQUIRE(!parsed.diagnostics.empty());
    return parsed.diagnostics.back().error;
  };
  CHECK(refusal("not a zip").code == ErrorCode::kInvalidSource);
  CHECK(refusal("").code == ErrorCode::kInvalidSource);
  CHECK(refusal(zip_file({{"[Content_Types].xml", kTypes}, {"word/x.xml", "<a/>"}}))
            .message.find("word/document.xml is missing") != std::string::npos);
  CHECK(refusal(zip_file({{"[Content_Types].xml", kTypes}, {"word/document.xml", document("")}}))
            .message == "the document holds no text");
  CHECK(refusal(old_file("EncryptedPackage")).code == ErrorCode::kInvalidSource);
  CHECK(refusal(old_file("EncryptedPackage")).message ==
        "the document is encrypted with a password");
  CHECK(refusal(old_file("WordDocument")).hint == "save it as DOCX");
  CHECK(refusal(old_file("WordDocumentation")).hint == "save it as DOCX, XLSX or PPTX");
  CHECK(refusal(old_file("WordDocument")).code == ErrorCode::kUnsupported);
}

TEST_CASE("a document that inflates without end is refused as too large") {
  std::string bomb = document("");
  bomb.insert(bomb.find("</w:body>"), std::string(70 << 20, ' '));
  const ParsedSource parsed = parse_parts({{"word/document.xml", bomb}});
  CHECK(parsed.records.empty());
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.code == ErrorCode::kTooLarge);
}

TEST_CASE("deep nesting and fields without an end do not break the reader") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<w:tbl><w:tr><w:tc>";
  CHECK(body_of(paragraph("before") + deep).find("before") == 0);
  std::string fields = "<w:p><w:r>";
  for (int i = 0; i < 5000; ++i) fields += "<w:fldChar w:fldCharType=\"begin\"/>";
  CHECK(body_of(paragraph("before") + fields + "</w:r></w:p>") == "before");
}

}  // namespace
}  // namespace isthmus::parsers

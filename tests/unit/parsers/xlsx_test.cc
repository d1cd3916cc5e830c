#include <doctest/doctest.h>

#include "indexer/parsers/number_format.h"
#include "tests/support/parsed.h"
#include "tests/support/zip_file.h"

namespace isthmus::parsers {
namespace {

using testing::zip_file;
using testing::ZipMembers;

struct Book {
  std::vector<std::string> sheets;  // what stands in sheetData, or from it on
  std::string strings = "";         // of sst
  std::string styles = "";
  std::string properties = "";  // attributes of workbookPr
};

std::string file_of(const Book& book) {
  ZipMembers parts = {{"[Content_Types].xml", "<Types/>"}};
  std::string sheets;
  std::string relations;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    sheets += "<sheet name=\"Sheet" + number + "\" r:id=\"r" + number + "\" state=\"hidden\"/>";
    relations += "<Relationship Id=\"r" + number + "\" Type=\"t/worksheet\" Target=\"worksheets/s" +
                 number + ".xml\"/>";
    parts.emplace_back("xl/worksheets/s" + number + ".xml",
                       "<worksheet><sheetData>" + book.sheets[i] + "</worksheet>");
  }
  parts.emplace_back("xl/workbook.xml", "<workbook xmlns:r=\"r\"><workbookPr " + book.properties +
                                            "/><sheets>" + sheets + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels",
                     "<Relationships>" + relations + "</Relationships>");
  if (!book.strings.empty())
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + book.strings + "</sst>");
  if (!book.styles.empty())
    parts.emplace_back("xl/styles.xml", "<styleSheet>" + book.styles + "</styleSheet>");
  return zip_file(parts);
}

std::string cell(const std::string& reference, const std::string& text) {
  return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

std::string row(const std::string& cells) { return "<row>" + cells + "</row>"; }

std::string end(const std::string& rest = "") { return "</sheetData>" + rest; }

ParsedSource parse_book(const Book& book, const Settings& settings = {}) {
  return parse_source("log/orders.xlsx", file_of(book), settings);
}

std::string body_of(const Book& book) {
  const ParsedSource parsed = parse_book(book);
  return parsed.records.empty() ? "" : parsed.records.front().body;
}

TEST_CASE("a workbook without a fitting header is one document, its sheets headings") {
  const ParsedSource parsed =
      parse_book({.sheets = {row(cell("B1", "Spindles of 2023")) +
                                 row(cell("A2", "no") + cell("C2", "x")) + end(),
                             row(cell("A1", "second")) + end()}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].id == "log/orders.xlsx");
  CHECK(parsed.records[0].title == "Spindles of 2023");
  CHECK(parsed.records[0].body ==
        "## Sheet1\n\nSpindles of 2023\nno |  | x\n\n## Sheet2\n\nsecond");
}

TEST_CASE("rows under a header of record keys are records, sheet by sheet") {
  const std::string header = row(cell("A1", "标题") + cell("B1", "Body") + cell("C1", "id"));
  const ParsedSource parsed = parse_book(
      {.sheets = {
           header + row(cell("A2", "主轴异响") + cell("B2", "更换轴承") + cell("C2", "7")) + end(),
           header + row(cell("A2", "pump") + cell("C2", "8") + cell("E2", "remark")) + end(),
           row(cell("A1", "about this book")) + end()}});
  REQUIRE(parsed.records.size() == 3);
  CHECK(parsed.records[0].id == "7");
  CHECK(parsed.records[0].title == "主轴异响");
  CHECK(parsed.records[0].body == "更换轴承");
  CHECK(parsed.records[1].id == "8");
  CHECK(parsed.records[2].body == "## Sheet3\n\nabout this book");
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].inside == "Sheet2");
}

TEST_CASE("a mapping finds its header below other rows and names the sheets that it does not fit") {
  Settings settings;
  settings.columns = {{"title", "{machine}: {symptom}"}};
  const std::string header = row(cell("A1", "machine") + cell("B1", "symptom"));
  const std::string data = row(cell("A2", "VMC850") + cell("B2", "noise"));
  const ParsedSource parsed =
      parse_book({.sheets = {row(cell("A1", "Orders")) + header + data + end(),
                             row(cell("A1", "other")) + end()}},
                 settings);
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].title == "VMC850: noise");
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.message.find("\"Sheet2\"") != std::string::npos);
  const ParsedSource none = parse_book({.sheets = {row(cell("A1", "other")) + end()}}, settings);
  CHECK(none.records.empty());
  REQUIRE(none.diagnostics.size() == 1);
  CHECK(none.diagnostics[0].error.message == "the table has no column \"machine\"");
}

TEST_CASE("a cell merged over several rows counts for each record, once in a document") {
  const std::string merge = "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>";
  const std::string data = row(cell("A2", "lathe") + cell("B2", "one")) + row(cell("B3", "two")) +
                           row(cell("B4", "three")) + end(merge);
  const ParsedSource records =
      parse_book({.sheets = {row(cell("A1", "title") + cell("B1", "body")) + data}});
  REQUIRE(records.records.size() == 3);
  CHECK(records.records[1].title == "lathe");
  CHECK(records.records[2].title.empty());
  CHECK(body_of({.sheets = {row(cell("A1", "a") + cell("B1", "b")) + data}}) ==
        "## Sheet1\n\na | b\nlathe | one\ntwo\nthree");
}

TEST_CASE("cells are shown as a reader sees them") {
  const std::string styles =
      R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>)"
      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs>)";
  const std::string strings =
      "<si><t>plain</t></si><si><r><t>東</t></r><r><t>京</t></r><rPh sb=\"0\" "
      "eb=\"2\"><t>とうきょう</t>"
      "</rPh></si>";
  const std::string data =
      R"(<c t="s"><v>1</v></c><c t="s"><v>9</v></c><c s="1"><v>45123</v></c><c s="2"><v>45123.5</v></c>)"
      R"(<c s="3"><v>0.125</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>)"
      R"(<c><f>A1+B1</f><v>0.30000000000000004</v></c><c t="str"><v>x_x000D_y</v></c>)";
  CHECK(body_of({.sheets = {row(data) + end()}, .strings = strings, .styles = styles}) ==
        "## Sheet1\n\n東京 |  | 2023-07-16 | 2023-07-16 | 12.5% | TRUE |  | 0.3 | x y");
  CHECK(body_of({.sheets = {row("<c s=\"1\"><v>1</v></c>") + end()},
                 .styles = styles,
                 .properties = "date1904=\"1\""}) == "## Sheet1\n\n1904-01-02");
}

TEST_CASE("format codes say what a number means") {
  CHECK(form_of_code("yyyy\\-mm\\-dd;@") == NumberForm::kDate);
  CHECK(form_of_code("[$-409]h:mm AM/PM") == NumberForm::kTime);
  CHECK(form_of_code("m/d/yy h:mm") == NumberForm::kDateTime);
  CHECK(form_of_code("[h]:mm:ss") == NumberForm::kDuration);
  CHECK(form_of_code("[Red]0.00\"days\"") == NumberForm::kPlain);
  CHECK(form_of_code("General") == NumberForm::kPlain);
  CHECK(form_of_code("0.0%") == NumberForm::kPercent);
  CHECK(form_of_code("\"") == NumberForm::kPlain);
  CHECK(number_text("59", NumberForm::kDate, Epoch::k1900) == "1900-02-28");
  CHECK(number_text("61", NumberForm::kDate, Epoch::k1900) == "1900-03-01");
  CHECK(number_text("0.5", NumberForm::kTime, Epoch::k1900) == "12:00");
  CHECK(number_text("1.25", NumberForm::kDuration, Epoch::k1900) == "30:00");
  CHECK(number_text("45123.99999999", NumberForm::kDateTime, Epoch::k1900) == "2023-07-17");
  CHECK(number_text("1e300", NumberForm::kDate, Epoch::k1900) == "1e+300");
  CHECK(number_text("many", NumberForm::kDate, Epoch::k1900) == "many");
}

TEST_CASE("cells at the far corner and beyond it cost nothing") {
  CHECK(body_of({.sheets = {row(cell("A1", "a")) + "<row r=\"1048576\">" + cell("XFD1048576", "b") +
                            "</row>" + "<row r=\"99999999999999999999\">" + cell("ZZZZZZ1", "c") +
                            "</row>" + end()}}) == "## Sheet1\n\na\nb\nc");
}

TEST_CASE("a workbook larger than a record is cut with a warning, one of too many cells too") {
  std::string rows;
  for (int i = 0; i < 300; ++i) rows += row("<c t=\"s\"><v>0</v></c>");
  const ParsedSource cut = parse_book(
      {.sheets = {rows + end()}, .strings = "<si><t>" + std::string(40'000, 'x') + "</t></si>"});
  REQUIRE(cut.records.size() == 1);
  CHECK(cut.records[0].body.size() > 8'000'000);
  REQUIRE(cut.diagnostics.size() == 1);
  CHECK(cut.diagnostics[0].error.message.find("larger than 8 MB") != std::string::npos);
}

TEST_CASE("damage costs the rows after it, a missing sheet itself") {
  const ParsedSource parsed = parse_book(
      {.sheets = {row(cell("A1", "kept")) + "<!--" + std::string(2000, ' ') + "--><row><c"}});
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body == "## Sheet1\n\nkept");
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.message.find("\"Sheet1\" is damaged") != std::string::npos);
}

TEST_CASE("binary and empty workbooks are refused with the reason") {
  const auto message = [](const ZipMembers& parts) {
    return parse_source("a.xlsx", zip_file(parts)).diagnostics.at(0).error.message;
  };
  CHECK(message({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.bin", "x"}}) ==
        "the workbook is in the binary format XLSB");
  CHECK(message({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.xml", "<workbook/>"}}) ==
        "the document holds no text");
}

}  // namespace
}  // namespace isthmus::parsers

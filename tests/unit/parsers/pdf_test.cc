#include <doctest/doctest.h>

#include "indexer/parsers/parser.h"
#include "tests/support/parsing.h"
#include "tests/support/pdf_writer.h"

namespace isthmus::parsers {
namespace {

using testing::names_of;
using testing::PdfWriter;
using Strings = std::vector<std::string>;

struct Parsed {
  std::vector<Record> records;
  std::vector<Diagnostic> diagnostics;

  const Record& record() const {
    REQUIRE(records.size() == 1);
    return records[0];
  }
};

Parsed parse(std::string_view bytes) {
  Parsed out;
  const Settings settings;
  const Result<const Parser*> parser = parser_for("folder/paper.pdf", bytes);
  REQUIRE(parser);
  REQUIRE((*parser)->name == "pdf");
  (*parser)->parse(
      {"folder/paper.pdf", bytes, settings},
      {[&](Record record, std::uint64_t) {
         out.records.push_back(std::move(record));
         return true;
       },
       [&](Diagnostic diagnostic) { out.diagnostics.push_back(std::move(diagnostic)); }});
  return out;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

const Strings kProse = {"The spindle was run at six speeds and the noise of each was",
                        "recorded for a minute. Above four thousand turns the boring",
                        "bar began to chatter, which the sensor showed well before a",
                        "person could hear it. A damper of two plates ended it."};

// A paper of one column with everything that a first page may show.
PdfWriter paper() {
  PdfWriter pdf;
  pdf.page()
      .text(72, 60, 8, "Workshop Letters 4 (2021) 17. https://doi.org/10.5555/wl.2021.17")
      .bold(72, 100, 18, "Chatter of long boring bars:")
      .bold(72, 122, 18, "what a microphone hears")
      .text(72, 150, 12, "Anna B. Turner")
      .text(158, 146, 7, "1,*")
      .text(170, 150, 12, ", Jan van der Berg")
      .text(268, 146, 7, "2")
      .text(274, 150, 12, "and Li Wei")
      .text(72, 168, 9, "1 Department of Machines, University of Nowhere, Sometown")
      .text(72, 180, 9, "2 Institute of Tools, Elsewhere, berg@example.org")
      .text(72, 192, 9, "https://orcid.org/0000-0002-1825-0097")
      .text(72, 204, 9, "Received 3 March 2021. Published online: 6 January 2022")
      .bold(72, 230, 12, "Abstract")
      .lines(72, 248, 10, kProse)
      .text(72, 310, 10, "Keywords: chatter; boring bars; acoustic moni-")
      .text(72, 322, 10, "toring")
      .bold(72, 350, 14, "1 Introduction")
      .lines(72, 370, 10, kProse);
  return pdf;
}

TEST_CASE("title, authors, abstract, keywords, DOI and date are read from the first page") {
  const Parsed parsed = parse(paper()
                                  .information("Title", "Microsoft Word - paper_v3.doc")
                                  .information("Author", "admin")
                                  .bytes());
  const Record& record = parsed.record();
  CHECK(record.title == "Chatter of long boring bars: what a microphone hears");
  CHECK(names_of(record) == Strings{"Anna B. Turner", "Jan van der Berg", "Li Wei"});
  CHECK(
      record.abstract.starts_with("The spindle was run at six speeds and the noise of each was "
                                  "recorded for a minute."));
  CHECK(record.abstract.ends_with("A damper of two plates ended it."));
  CHECK(record.keywords == Strings{"chatter", "boring bars", "acoustic monitoring"});
  REQUIRE(record.identifiers.size() == 1);
  CHECK(record.identifiers[0] == Identifier{"doi", "10.5555/wl.2021.17"});
  CHECK(record.date.to_string() == "2022-01-06");
  CHECK(record.kind == Kind::kNone);
  CHECK(record.source.media_type == "application/pdf");
  CHECK(parsed.diagnostics.empty());
}

TEST_CASE("an ORCID iD is given to the only author, never guessed among several") {
  CHECK(parse(paper().bytes()).record().authors[0].orcid.empty());
  PdfWriter pdf;
  pdf.page()
      .text(72, 100, 18, "Chatter of long boring bars")
      .text(72, 130, 12, "Anna B. Turner (0000-0002-1825-0097)")
      .text(72, 150, 10, "University of Nowhere")
      .lines(72, 200, 10, kProse);
  const Record record = parse(pdf.bytes()).record();
  REQUIRE(names_of(record) == Strings{"Anna B. Turner"});
  CHECK(record.authors[0].orcid == "0000-0002-1825-0097");
}

TEST_CASE("lines become paragraphs, larger lines headings, and the title is marked") {
  const std::string body = parse(paper().bytes()).record().body;
  CHECK(holds(body, "# Chatter of long boring bars: what a microphone hears\n\n"));
  CHECK(holds(body,
              "\n\n## 1 Introduction\n\nThe spindle was run at six speeds and the noise of "
              "each was recorded for a minute."));
  CHECK_FALSE(holds(body, "## Anna"));
  CHECK_FALSE(holds(body, "moni-"));
}

TEST_CASE("a title of the metadata that stands on the page decides over larger text") {
  PdfWriter pdf;
  pdf.page()
      .bold(72, 60, 24, "WORKSHOP LETTERS QUARTERLY")
      .text(72, 110, 14, "On the noise of lathes")
      .lines(72, 200, 10, kProse)
      .information("Title", "On the Noise of Lathes");
  CHECK(parse(pdf.bytes()).record().title == "On the Noise of Lathes");
}

TEST_CASE("metadata of publishers gives DOI, date, keywords and authors in order") {
  PdfWriter pdf;
  pdf.page()
      .text(72, 100, 18, "On the noise of lathes")
      .text(72, 130, 12, "Anna Turner and Jan Berg")
      .lines(72, 200, 10, kProse)
      .metadata(
          "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
          "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
          "xmlns:dc='http://purl.org/dc/elements/1.1/' "
          "xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/'>"
          "<rdf:Description rdf:about=''>"
          "<dc:creator><rdf:Seq><rdf:li>Turner, Anna</rdf:li><rdf:li>Jan Berg</rdf:li>"
          "</rdf:Seq></dc:creator>"
          "<dc:subject><rdf:Bag><rdf:li>lathes</rdf:li><rdf:li>noise</rdf:li></rdf:Bag>"
          "</dc:subject><prism:doi>10.5555/noise.9</prism:doi>"
          "<prism:coverDate>2020-05-01</prism:coverDate>"
          "</rdf:Description></rdf:RDF></x:xmpmeta>");
  const Record record = parse(pdf.bytes()).record();
  CHECK(names_of(record) == Strings{"Anna Turner", "Jan Berg"});
  CHECK(record.keywords == Strings{"lathes", "noise"});
  REQUIRE(record.identifiers.size() == 1);
  CHECK(record.identifiers[0].value == "10.5555/noise.9");
  CHECK(record.date.to_string() == "2020-05-01");
}

TEST_CASE("words with capitals are no authors where nothing speaks of a paper") {
  PdfWriter pdf;
  pdf.page()
      .text(72, 100, 18, "Menus of the controller")
      .text(72, 130, 12, "Spindle Override")
      .text(72, 150, 12, "Feed Hold")
      .lines(72, 200, 10, kProse);
  CHECK(parse(pdf.bytes()).record().authors.empty());
}

TEST_CASE("the left column is read before the right one, below a heading over both") {
  PdfWriter pdf;
  pdf.page().bold(72, 80, 18, "Two columns under one title");
  pdf.lines(60, 130, 9,
            {"The left column begins here and", "goes on for some lines until it",
             "ends with the words of the inter-", "nal clamp, which holds the blank",
             "while the tool turns, and then", "it is over at the left side."});
  pdf.lines(310, 130, 9,
            {"The right column begins at the", "same height as the left one does",
             "and tells another story of tools", "that wear, of inserts which break",
             "and of coolant which is missing", "where it was needed the most."});
  const std::string body = parse(pdf.bytes()).record().body;
  const std::size_t left = body.find("it is over at the left side.");
  const std::size_t right = body.find("The right column begins at the same height");
  REQUIRE(left != std::string::npos);
  REQUIRE(right != std::string::npos);
  CHECK(left < right);
  CHECK(holds(body, "the internal clamp, which"));
}

TEST_CASE("rows of a table are one line each, with bars between the cells") {
  PdfWriter pdf;
  pdf.page().lines(72, 80, 10, kProse);
  const std::vector<Strings> rows = {
      {"Alarm", "Cause", "Remedy"}, {"E10", "plug", "clean"}, {"E11", "cable", "renew"}};
  double base = 150;
  for (const Strings& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      pdf.text(72 + 120 * static_cast<double>(i), base, 10, row[i]);
    base += 12;
  }
  CHECK(holds(parse(pdf.bytes()).record().body,
              "Alarm | Cause | Remedy\nE10 | plug | clean\nE11 | cable | renew"));
}

TEST_CASE("pages are parted by form feeds, running heads and page numbers go") {
  PdfWriter pdf;
  for (int i = 1; i <= 4; ++i) {
    pdf.page()
        .text(72, 40, 8, "Handbook of the workshop")
        .text(72, 100, 10, "This is what page number " + std::string(1, static_cast<char>('a' + i)))
        .text(72, 112, 10, "says about the machine.")
        .text(290, 810, 8, std::to_string(i));
  }
  CHECK(parse(pdf.bytes()).record().body ==
        "Handbook of the workshop\n\nThis is what page number b says about the machine.\f"
        "This is what page number c says about the machine.\f"
        "This is what page number d says about the machine.\f"
        "This is what page number e says about the machine.");
}

TEST_CASE("cells on common base lines are rows, not columns, whatever their script") {
  PdfWriter pdf;
  const std::vector<Strings> rows = {{"boring bar", "镗杆"},        {"chatter", "颤振"},
                                     {"damper", "阻尼器"},          {"feed hold", "进给保持"},
                                     {"spindle speed", "主轴转速"}, {"tool wear", "刀具磨损"}};
  pdf.page();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double base = 100 + 14 * static_cast<double>(i);
    pdf.text(72, base, 10, rows[i][0]).text(200, base, 10, rows[i][1]);
  }
  CHECK(holds(parse(pdf.bytes()).record().body, "chatter | 颤振\ndamper | 阻尼器\nfeed hold | "));
}

TEST_CASE("lines of one cell are joined where rows stand further apart than lines") {
  PdfWriter pdf;
  pdf.page();
  for (int i = 0; i < 8; ++i)
    pdf.text(72, 100 + 20 * i, 10, "term " + std::to_string(i)).text(220, 100 + 20 * i, 10, "词");
  pdf.text(72, 260, 10, "accuracy limit factor of a").text(220, 260, 10, "电流互感器的");
  pdf.text(72, 272, 10, "current transformer").text(220, 272, 10, "准确度");
  pdf.text(72, 292, 10, "source location").text(220, 292, 10, "定位");
  pdf.text(72, 304, 10, "and analysis");
  pdf.text(72, 324, 10, "probe").text(220, 324, 10, "探头");
  CHECK(holds(parse(pdf.bytes()).record().body,
              "term 7 | 词\naccuracy limit factor of a current transformer | 电流互感器的准确度\n"
              "source location and analysis | 定位\nprobe | 探头"));
}

TEST_CASE("lines that end early by choice stay lines") {
  PdfWriter pdf;
  pdf.page().lines(72, 100, 10,
                   {"Parts that are needed for this:", "a plug", "a seal", "grease for the thread",
                    "a cable of two metres with shielding"});
  CHECK(holds(parse(pdf.bytes()).record().body,
              "a plug\na seal\ngrease for the thread\na cable of two metres with shielding"));
}

TEST_CASE("an empty page keeps the numbers of those after it") {
  PdfWriter pdf;
  pdf.page().lines(72, 100, 10, kProse);
  pdf.page();
  pdf.page().text(72, 100, 10, "The third page.");
  CHECK(parse(pdf.bytes()).record().body.ends_with("\f\fThe third page."));
}

TEST_CASE("Chinese lines are joined without a blank, and front matter is read") {
  PdfWriter pdf;
  pdf.page()
      .text(72, 90, 20, "深孔镗削颤振的声学监测")
      .text(72, 120, 12, "张伟，欧阳明")
      .text(72, 140, 9, "（某某大学 机械工程学院，某市 100000）")
      .text(72, 170, 9, "摘要：本文研究了深孔镗削过程中刀杆的颤振现象，并用")
      .text(72, 182, 9, "麦克风采集噪声，在颤振发生之前给出预警。")
      .text(72, 200, 9, "关键词：镗削；颤振；声学监测")
      .text(72, 230, 10, "主轴转速超过四千转时，刀杆开始颤振，传感器")
      .text(72, 242, 10, "比人耳更早发现。加装两片式阻尼器后颤振消失。");
  const Record record = parse(pdf.bytes()).record();
  CHECK(record.title == "深孔镗削颤振的声学监测");
  CHECK(names_of(record) == Strings{"张伟", "欧阳明"});
  CHECK(record.abstract ==
        "本文研究了深孔镗削过程中刀杆的颤振现象，并用麦克风采集噪声，在颤振发生之前给出预警。");
  CHECK(record.keywords == Strings{"镗削", "颤振", "声学监测"});
  CHECK(holds(record.body, "传感器比人耳更早发现"));
}

TEST_CASE("ligatures are letters, and letters with marks one character") {
  PdfWriter pdf;
  pdf.page()
      .text(72, 100, 10,
            "e\xef\xac\x83"
            "cient")
      .text(72, 200, 10, "Mu\xcc\x88ller");
  const std::string body = parse(pdf.bytes()).record().body;
  CHECK(holds(body, "efficient"));
  CHECK(holds(body, "M\xc3\xbcller"));
}

TEST_CASE("numbers of lines in the margin are no text") {
  PdfWriter pdf;
  pdf.page();
  for (int i = 0; i < 12; ++i) {
    const double base = 100 + 12 * i;
    pdf.text(40, base, 8, std::to_string(i + 1)).text(72, base, 10, "a line of the manuscript");
  }
  CHECK_FALSE(holds(parse(pdf.bytes()).record().body, "7"));
}

TEST_CASE("a PDF of pictures, a blank one and one without pages are refused, each for its reason") {
  const Parsed scanned = parse(PdfWriter().page().picture().bytes());
  CHECK(scanned.records.empty());
  REQUIRE(scanned.diagnostics.size() == 1);
  CHECK(scanned.diagnostics[0].error.code == ErrorCode::kInvalidSource);
  CHECK(scanned.diagnostics[0].error.message ==
        "a scanned PDF without text: its pages show pictures alone");
  const Parsed blank = parse(PdfWriter().page().bytes());
  REQUIRE(blank.diagnostics.size() == 1);
  CHECK(blank.diagnostics[0].error.message ==
        "the PDF holds no text: its pages are blank or drawings");
  const Parsed none = parse(PdfWriter().bytes());
  CHECK(none.records.empty());
  REQUIRE(none.diagnostics.size() == 1);
  CHECK(none.diagnostics[0].error.message.starts_with("the PDF has no pages"));
}

TEST_CASE("pages that are claimed but absent are a warning, a million of them a reason") {
  PdfWriter pdf;
  pdf.page().lines(72, 100, 10, kProse).claim_pages(9);
  const Parsed parsed = parse(pdf.bytes());
  CHECK(parsed.record().body.starts_with(kProse[0]));
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK_FALSE(parsed.diagnostics[0].cost_a_record);
  CHECK(parsed.diagnostics[0].error.message ==
        "8 of 9 pages cannot be read, the first of them page 2");
  const Parsed absurd = parse(pdf.claim_pages(1'000'000).bytes());
  REQUIRE(absurd.diagnostics.size() == 1);
  CHECK(absurd.diagnostics[0].error.message ==
        "the PDF has no pages: Page count (1000000) larger than number of objects (12)");
}

TEST_CASE("a PDF without its table of objects is read, with a warning") {
  std::string bytes = paper().bytes();
  bytes.replace(bytes.find("xref\n0"), 4, "lost");
  const Parsed parsed = parse(bytes);
  REQUIRE_FALSE(parsed.diagnostics.empty());
  CHECK(parsed.diagnostics[0].error.message ==
        "the PDF is damaged, text may be missing: its table of objects is not where it should be");
  CHECK_FALSE(parsed.diagnostics[0].cost_a_record);
  CHECK(holds(parsed.record().body, "Chatter of long boring bars"));
}

TEST_CASE("a PDF cut off anywhere, or with bytes changed, gives a record or a reason") {
  const std::string whole = paper().bytes();
  for (std::size_t size = 10; size < whole.size(); size += 211) {
    const Parsed parsed = parse(whole.substr(0, size));
    CHECK(parsed.records.size() + parsed.diagnostics.size() > 0);
  }
  for (std::size_t at = 9; at < whole.size(); at += 173) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x11);
    const Parsed parsed = parse(changed);
    CHECK(parsed.records.size() + parsed.diagnostics.size() > 0);
  }
}

TEST_CASE("a PDF is known by its mark at the beginning of a line, not by talk about it") {
  const auto chosen = [](std::string_view path, std::string_view bytes) {
    const Result<const Parser*> parser = parser_for(path, bytes);
    return parser ? (*parser)->name : std::string_view();
  };
  CHECK(chosen("a.txt", "%PDF-1.4\n") == "pdf");
  CHECK(chosen("a.txt", "\xef\xbb\xbf%PDF-1.4\n") == "pdf");
  CHECK(chosen("a.bin", "Content-Length: 9\r\n\r\n%PDF-1.4\n") == "pdf");
  CHECK(chosen("a.md", "A file begins with %PDF-1.4 and ends.") == "markdown");
  CHECK(chosen("a.md", "%PDF-x") == "markdown");
}

}  // namespace
}  // namespace isthmus::parsers

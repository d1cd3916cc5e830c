// First pages as publishers set them.
#include <doctest/doctest.h>

#include "tests/support/parsing.h"
#include "tests/support/pdf_writer.h"

namespace isthmus::testing {
namespace {

using Strings = std::vector<std::string>;

Record record_of(const PdfWriter& pdf) {
  const Parsed parsed = parse("folder/paper.pdf", pdf.bytes());
  REQUIRE(parsed.records.size() == 1);
  return parsed.records[0];
}

Strings identifiers_of(const Record& record) {
  Strings values;
  for (const Identifier& identifier : record.identifiers) values.push_back(identifier.value);
  return values;
}

const Strings kProse = {"The spindle was run at six speeds and the noise of each was",
                        "recorded for a minute. Above four thousand turns the boring",
                        "bar began to chatter, which the sensor showed well before a",
                        "person could hear it. A damper of two plates ended it."};

// A paper of one page, down to its list of references.
PdfWriter short_paper() {
  PdfWriter pdf;
  pdf.page()
      .bold(72, 100, 18, "Chatter of long boring bars")
      .text(72, 130, 12, "Anna B. Turner and Li Wei")
      .text(72, 150, 9, "Department of Machines, University of Nowhere")
      .bold(72, 180, 10, "Abstract")
      .lines(72, 196, 10, kProse)
      .lines(72, 260, 10, kProse)
      .text(72, 330, 10, "V. REFERENCES")
      .text(72, 346, 9, "[1] S. Tobias, Machine tool vibration, doi:10.5555/other.1")
      .text(72, 358, 9, "[2] J. Doe, Damping, https://doi.org/10.5555/other.2");
  return pdf;
}

TEST_CASE("a DOI in the references of the first page is not the paper's own") {
  CHECK(identifiers_of(record_of(short_paper())).empty());
}

TEST_CASE("a DOI in the foot of the page is the paper's own, below references too") {
  PdfWriter pdf = short_paper();
  pdf.text(72, 810, 8, "https://doi.org/10.5555/own.1");
  CHECK(identifiers_of(record_of(pdf)) == Strings{"10.5555/own.1"});
}

TEST_CASE("a DOI may follow its label on the next line") {
  PdfWriter pdf;
  pdf.page()
      .text(72, 60, 8, "Manuscript received April 19, 2020. Digital Object Identifier")
      .text(72, 69.6, 8, "10.5555/own.2")
      .bold(72, 100, 18, "Chatter of long boring bars")
      .lines(72, 196, 10, kProse);
  CHECK(identifiers_of(record_of(pdf)) == Strings{"10.5555/own.2"});
}

TEST_CASE("Chinese names with blanks between and within them are authors, each one") {
  PdfWriter pdf;
  pdf.page()
      .text(150, 90, 20, "深孔镗削颤振的声学监测")
      .text(150, 120, 12, "王小明")
      .text(186, 116, 7, "1")
      .text(202, 120, 12, "李")
      .text(226, 120, 12, "伟")
      .text(238, 116, 7, "1,2")
      .text(262, 120, 12, "欧阳建国")
      .text(310, 116, 7, "2")
      .text(72, 140, 9, "（1. 某某大学 机械工程学院，某市 100000）")
      .text(72, 170, 9, "摘要：本文研究了深孔镗削过程中刀杆的颤振现象，并用")
      .text(72, 182, 9, "麦克风采集噪声，在颤振发生之前给出预警。")
      .text(72, 200, 9, "关键词：镗削；颤振；声学监测")
      .text(72, 212, 9, "收稿日期：2021-01-05；修回日期：2021-02-10");
  const Record record = record_of(pdf);
  CHECK(names_of(record) == Strings{"王小明", "李伟", "欧阳建国"});
  CHECK(record.keywords == Strings{"镗削", "颤振", "声学监测"});
}

TEST_CASE("a title goes on over double spacing where its line is full, and ends where it is not") {
  const auto with_title = [](std::string_view first, std::string_view second) {
    PdfWriter pdf;
    pdf.page()
        .bold(72, 100, 18, first)
        .bold(72, 142, 18, second)
        .lines(
            72, 300, 10,
            {"The spindle was run at six speeds and the noise of each was recorded for a minute.",
             "Above four thousand turns the boring bar began to chatter, which the sensor saw."});
    return record_of(pdf).title;
  };
  CHECK(with_title("The regenerative chatter of long boring", "bars and its early signs") ==
        "The regenerative chatter of long boring bars and its early signs");
  CHECK(with_title("The chatter of bars", "Third yearly report") == "The chatter of bars");
}

}  // namespace
}  // namespace isthmus::testing

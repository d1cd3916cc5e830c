#include "indexer/parsers/pdf_recognised.h"

#include <string>

#include <doctest/doctest.h>

namespace isthmus::parsers {
namespace {

constexpr const char* kHeading =
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_"
    "num\tleft\ttop\twidth\theight\tconf\ttext\n";

TEST_CASE("words stand on the base line of their line, Chinese ones close up") {
  const PdfPage page = page_of_words(std::string(kHeading) +
                                     "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n"
                                     "4\t1\t1\t1\t1\t0\t300\t400\t900\t50\t-1\t\n"
                                     "5\t1\t1\t1\t1\t1\t300\t410\t200\t30\t96.5\t轴承\n"
                                     "5\t1\t1\t1\t1\t2\t510\t405\t100\t40\t91\t振动\n"
                                     "5\t1\t1\t1\t1\t3\t640\t405\t100\t40\t88\tFFT\n");
  CHECK(page.width == 2480);
  CHECK(page.height == 3508);
  REQUIRE(page.words.size() == 3);
  for (const PdfWord& word : page.words) {
    CHECK(word.top == 400);
    CHECK(word.bottom == 450);
    CHECK(word.size == 40);
  }
  CHECK(page.words[0].text == "轴承");
  CHECK(!page.words[0].has_space_after);
  CHECK(page.words[1].has_space_after);
  CHECK(page.words[2].left == 640);
  CHECK(page.words[2].right == 740);
}

TEST_CASE("doubtful words and rows that are none are left out") {
  const PdfPage page = page_of_words(std::string(kHeading) +
                                     "5\t1\t1\t1\t1\t1\t300\t410\t200\t30\t12\t~;\n"
                                     "5\t1\t1\t1\t1\t1\t300\t410\t200\t30\t95\t \n"
                                     "5\t1\t1\t1\t1\t1\t-300\t1e99\tnan\t30\t95\tfar\n"
                                     "5\t1\t1\n\n\tx\t");
  CHECK(page.words.empty());
}

}  // namespace
}  // namespace isthmus::parsers

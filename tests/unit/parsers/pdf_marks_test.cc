#include "indexer/parsers/pdf_marks.h"

#include <doctest/doctest.h>

#include "indexer/parsers/pdf_names.h"

namespace isthmus::parsers {
namespace {

using Strings = std::vector<std::string>;

TEST_CASE("names are told from marks, degrees, titles and institutions") {
  CHECK(names_in("A. Smith1,2*, Dr. Jane Doe, PhD and Ludwig van Beethoven†").names ==
        Strings{"A. Smith", "Jane Doe", "Ludwig van Beethoven"});
  CHECK(names_in("Department of Machines, University of Nowhere").names.empty());
  CHECK(names_in("jane@example.org").names.empty());
  CHECK(names_in("王 芳1，李小龙2").names == Strings{"王芳", "李小龙"});
  CHECK(names_in("王芳1 李 伟2 欧阳建国1").names == Strings{"王芳", "李伟", "欧阳建国"});
  CHECK(names_in("欧阳 文山").names == Strings{"欧阳文山"});
  CHECK(names_in("2022年10月，指导教师").names.empty());
  CHECK(names_in("2022 年 10 月").names.empty());
  CHECK(names_in("Anne O’Neill; Jean-Luc D'Arc; José María Núñez").names ==
        Strings{"Anne O’Neill", "Jean-Luc D'Arc", "José María Núñez"});
}

TEST_CASE("dates are found in the forms that papers use") {
  CHECK(date_in("on 6 January 2019") == "2019-01-06");
  CHECK(date_in("Jan. 6th, 2019") == "2019-01-06");
  CHECK(date_in("August 2018") == "2018-08");
  CHECK(date_in("2019-01-06T10:00") == "2019-01-06");
  CHECK(date_in("2019年1月6日") == "2019-01-06");
  CHECK(date_in("on 31 April") == "");
  CHECK(date_in("3/4/2019") == "");
  CHECK(date_in("pages 2019 to 2024") == "");
}

TEST_CASE("DOIs end where the sentence goes on, and know their label") {
  const auto first = [](std::string_view text) {
    const std::vector<FoundDoi> found = dois_in(text);
    return found.empty() ? FoundDoi() : found[0];
  };
  CHECK(first("(doi:10.1000/ab(1)c).").value == "10.1000/ab(1)c");
  CHECK(first("https://doi.org/10.1000/xyz.12, and").value == "10.1000/xyz.12");
  CHECK(first("https://doi.org/10.1000/xyz.12").is_labelled);
  CHECK_FALSE(first("see 10.1000/xyz").is_labelled);
  CHECK(first("version 10.12/3").value.empty());
}

TEST_CASE("an ORCID iD with a wrong check digit is none") {
  CHECK(orcids_in("0000-0002-1825-0097") == Strings{"0000-0002-1825-0097"});
  CHECK(orcids_in("0000-0002-1825-0098").empty());
}

}  // namespace
}  // namespace isthmus::parsers

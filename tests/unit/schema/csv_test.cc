#include "schema/csv.h"

#include <doctest/doctest.h>

namespace isthmus::csv {

TEST_CASE("a field with a comma, a quote or a line end is quoted, another one is not") {
  CHECK(line({"plain", "a,b", "say \"x\"", "two\nlines", ""}) ==
        "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\r\n");
  CHECK(line({"", "second"}) == ",second\r\n");
}

TEST_CASE("a field that spreadsheets would take for a formula is text") {
  for (const std::string formula : {"=1+1", "+1", "-1", "@sum", "\tx"})
    CHECK(field(formula).starts_with("'"));
  CHECK(field("a=1") == "a=1");
  CHECK(field("=a,b") == "\"'=a,b\"");
}

TEST_CASE("values are joined and numbers have a fixed number of digits") {
  CHECK(joined({"a", "b"}) == "a; b");
  CHECK(joined({}).empty());
  CHECK(fixed(0.165, 4) == "0.1650");
}

}  // namespace isthmus::csv

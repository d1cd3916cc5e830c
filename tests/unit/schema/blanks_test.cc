#include "schema/blanks.h"

#include <doctest/doctest.h>

namespace isthmus {
namespace {

TEST_CASE("blanks of ASCII go from both ends of a text, and no others") {
  CHECK(trimmed(" \t\r\n\f\va b\n") == "a b");
  CHECK(trimmed(" \n").empty());
  CHECK(trimmed("").empty());
  CHECK(trimmed("\u3000主轴 ") == "\u3000主轴");
}

TEST_CASE("a text is blank when it holds nothing else") {
  CHECK(is_blank(""));
  CHECK(is_blank(" \t\r\n\f\v"));
  CHECK_FALSE(is_blank(" a"));
  CHECK_FALSE(is_blank("\u3000"));
}

}  // namespace
}  // namespace isthmus

#include "schema/wording.h"

#include <doctest/doctest.h>

namespace isthmus {
namespace {

TEST_CASE("one thing is counted without an s, none and several with one") {
  CHECK(counted(0, "folder") == "0 folders");
  CHECK(counted(1, "folder") == "1 folder");
  CHECK(counted(2, "folder") == "2 folders");
}

TEST_CASE("a text is quoted up to 80 bytes, in whole characters and without control characters") {
  CHECK(quote("a\tb") == "\"a b\"");
  const std::string long_text = std::string(79, 'x') + "主轴";
  CHECK(quote(long_text).starts_with("\"" + std::string(79, 'x')));
  CHECK(quote(long_text).find("\xe4") == std::string::npos);
}

TEST_CASE("a name that is nearly a known one is taken for it, another is told all of them") {
  CHECK(nearest_name("prunes", {"path", "prune"}) == "prune");
  CHECK(nearest_name("x", {"a", "b"}).empty());
  CHECK(did_you_mean("prunes", {"path", "prune"}) == "did you mean \"prune\"?");
  CHECK(did_you_mean("colour", {"path", "prune"}) == "known names: path, prune");
}

}  // namespace
}  // namespace isthmus

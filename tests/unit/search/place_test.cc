#include "engine/search/place.h"

#include <doctest/doctest.h>

namespace isthmus::search {
namespace {

TEST_CASE("a passage is on the page after as many page ends as stand before it") {
  const std::string body = "first\fsecond\fthird";
  CHECK(place_in(body, 0).page == 1);
  CHECK(place_in(body, body.find("second")).page == 2);
  CHECK(place_in(body, body.find("third")).page == 3);
  CHECK(place_in(body, 1000).page == 3);
  CHECK(place_in("no pages", 3).page == 0);
}

TEST_CASE("a passage is in the section of the nearest heading above it") {
  const std::string body =
      "before\n# Spindle\ntext\n## Cooling ##\nwarm\n```\n# no heading\n```\nend\n#hashtag\n"
      "####### seven\nlast";
  CHECK(place_in(body, 2).section.empty());
  CHECK(place_in(body, body.find("text")).section == "Spindle");
  CHECK(place_in(body, body.find("Cooling")).section == "Cooling");
  CHECK(place_in(body, body.find("end")).section == "Cooling");
  CHECK(place_in(body, body.find("last")).section == "Cooling");
}

TEST_CASE("a heading that repeats the title is no section") {
  CHECK(place_in("# Spindle\ntext", 12, "Spindle").section.empty());
  CHECK(place_in("# Spindle\ntext", 12, "Spindles").section == "Spindle");
}

TEST_CASE("an empty body has no place") {
  CHECK(place_in("", 0).empty());
  CHECK(place_in("", 7).empty());
}

}  // namespace
}  // namespace isthmus::search

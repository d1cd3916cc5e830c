#include "engine/vectors/rows.h"

#include <random>

#include <doctest/doctest.h>

#include "engine/vectors/space.h"

namespace isthmus::vectors {
namespace {

std::string random_place(std::mt19937& random) {
  Direction direction{};
  std::normal_distribution<float> normal;
  for (float& part : direction) part = normal(random);
  return pack(normalised(direction));
}

TEST_CASE("a cosine is the same to the bit from either end, alone or in a pass") {
  std::mt19937 random(5);
  Rows rows;
  std::vector<std::string> places;
  for (std::size_t i = 0; i < 40; ++i) {
    places.push_back(random_place(random));
    rows.set(i, places.back());
  }
  std::vector<float> cosines(rows.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    rows.cosines(row_of(places[i]), cosines.data());
    CHECK(cosines[i] == doctest::Approx(1));
    for (std::size_t j = 0; j < places.size(); ++j) {
      CHECK(cosines[j] == cosine(row_of(places[j]), places[i]));
      CHECK(cosines[j] == cosine(row_of(places[i]), places[j]));
    }
  }
}

TEST_CASE("a place that says nothing is near nothing, and rows are replaced and taken away") {
  std::mt19937 random(6);
  const std::string place = random_place(random);
  Rows rows;
  rows.set(2, {});
  CHECK(rows.size() == 0);
  rows.set(2, place);
  REQUIRE(rows.size() == 3);
  std::vector<float> cosines(3);
  rows.cosines(row_of(place), cosines.data());
  CHECK(cosines[0] == 0);
  CHECK(cosines[2] == doctest::Approx(1));
  rows.set(2, {});
  rows.cosines(row_of(place), cosines.data());
  CHECK(cosines[2] == 0);
  CHECK(cosine(row_of({}), place) == 0);
  CHECK(cosine(row_of(place), "short") == 0);
}

}  // namespace
}  // namespace isthmus::vectors

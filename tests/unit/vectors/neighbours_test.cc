#include "engine/vectors/neighbours.h"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

namespace isthmus::vectors {
namespace {

Places random_places(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  Places places;
  for (std::size_t i = 0; i < count; ++i) {
    std::string bytes(kDimensions, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 255 - 127);
    places.add(bytes);
  }
  return places;
}

TEST_CASE("the nearest places are those of greatest cosine, whatever the number of places") {
  for (const std::size_t count : {1U, 2U, 31U, 700U}) {
    const Places places = random_places(count, 1);
    const auto found = nearest(places, 10);
    REQUIRE(found.size() == count);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::vector<Neighbour> all;
      for (std::uint32_t j = 0; j < count; ++j)
        if (j != i) all.push_back({j, cosine(places, i, j)});
      std::sort(all.begin(), all.end(), is_nearer);
      all.resize(std::min<std::size_t>(10, all.size()));
      CHECK(found[i] == all);
    }
  }
}

TEST_CASE("equal places come in their order, and cosines are the same in both directions") {
  Places places;
  const std::string bytes(kDimensions, 'a');
  for (int i = 0; i < 5; ++i) places.add(bytes);
  const auto found = nearest(places, 2);
  CHECK(found[0][0].place == 1);
  CHECK(found[4][0].place == 0);
  const Places others = random_places(2, 2);
  CHECK(cosine(others, 0, 1) == cosine(others, 1, 0));
  CHECK(cosines(others, 0U)[1] == cosine(others, 0, 1));
}

TEST_CASE("the centre of places is half-way between them") {
  const Places places = random_places(3, 3);
  const std::vector<float> to_centre = cosines(places, centre_of(places, {0, 1}));
  CHECK(to_centre[0] == doctest::Approx(to_centre[1]).epsilon(0.01));
  CHECK(to_centre[0] > to_centre[2]);
  CHECK(centre_of(places, {}) == Direction{});
}

}  // namespace
}  // namespace isthmus::vectors

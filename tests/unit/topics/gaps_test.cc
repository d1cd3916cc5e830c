#include "engine/topics/gaps.h"

#include <numeric>
#include <random>

#include <doctest/doctest.h>

#include "engine/topics/partition.h"
#include "engine/vectors/neighbours.h"

namespace isthmus::topics {
namespace {

constexpr std::uint32_t kRegions = 60;
constexpr std::uint32_t kSize = 20;

std::vector<Region> regions() {
  std::vector<Region> all(kRegions);
  for (std::uint32_t i = 0; i < kRegions * kSize; ++i) all[i / kSize].push_back(i);
  return all;
}

std::vector<Role> dealt(unsigned seed, double share) {
  std::mt19937 random(seed);
  std::vector<Role> roles;
  for (std::uint32_t i = 0; i < kRegions * kSize; ++i) {
    const bool answers = std::uniform_real_distribution<double>()(random) < share;
    roles.push_back(answers ? Role::kSupply : Role::kDemand);
  }
  return roles;
}

void withhold(std::vector<Role>& roles, std::uint32_t region) {
  for (std::uint32_t i = region * kSize; i < (region + 1) * kSize; ++i)
    if (roles[i] == Role::kSupply) roles[i] = Role::kDemand;
}

TEST_CASE("a region without supply is claimed, and comes first") {
  std::vector<Role> roles = dealt(1, 0.5);
  withhold(roles, 17);
  const Examination found = examine(regions(), roles, GapDirection::kAskedNotAnswered);
  REQUIRE(!found.found.empty());
  CHECK(found.found[0].region == 17);
  CHECK(found.found[0].is_claimed);
  CHECK(found.found[0].supply == 0);
  CHECK(found.found[0].demand == kSize);
  CHECK(found.found[0].expected_supply == doctest::Approx(10).epsilon(0.1));
  CHECK(found.census.claimed >= 1);
}

TEST_CASE("where demand and supply are mixed at random next to nothing is claimed") {
  std::size_t claimed = 0;
  for (unsigned seed = 0; seed < 40; ++seed) {
    for (const double share : {0.2, 0.5, 0.8})
      claimed +=
          examine(regions(), dealt(seed, share), GapDirection::kAskedNotAnswered).census.claimed;
  }
  CHECK(claimed <= 120 * kFalseDiscoveryRate * 1.5);  // regions, of 7,200
}

// Regions as they are drawn in a graph of records around `kinds` centres in the space of meaning.
std::vector<Region> drawn_regions(unsigned seed, std::size_t points, std::size_t kinds) {
  std::mt19937 random(seed);
  const auto part = [&](double spread) {
    return static_cast<float>(std::normal_distribution<double>(0, spread)(random));
  };
  std::vector<vectors::Direction> centres(kinds);
  for (vectors::Direction& centre : centres)
    for (float& value : centre) value = part(1);
  vectors::Places places;
  for (std::size_t i = 0; i < points; ++i) {
    vectors::Direction direction = centres[i % kinds];
    for (float& value : direction) value += part(1.5);
    places.add(vectors::pack(direction));
  }
  const auto sets = region_sets(vectors::nearest(places, kNeighbours), {});
  REQUIRE(sets);
  std::vector<Region> all;
  for (const Membership& membership : *sets) {
    const std::size_t first = all.size();
    all.resize(first + count_of(membership));
    for (std::uint32_t i = 0; i < membership.size(); ++i) all[first + membership[i]].push_back(i);
  }
  return all;
}

TEST_CASE("whatever the graph, roles dealt at random give no more false claims than the rate") {
  constexpr unsigned kGraphs = 12;
  constexpr unsigned kDealings = 10;
  std::size_t with_claims = 0;
  for (unsigned graph = 0; graph < kGraphs; ++graph) {
    const std::size_t points = 250 + 25 * graph;
    const std::vector<Region> regions = drawn_regions(graph, points, 8 + graph);
    for (unsigned dealing = 0; dealing < kDealings; ++dealing) {
      std::vector<Role> roles = dealt(100 * graph + dealing, 0.3 + 0.04 * graph);
      roles.resize(points);
      const Examination found = examine(regions, roles, GapDirection::kAskedNotAnswered);
      with_claims += found.census.claimed > 0 ? 1 : 0;
    }
  }
  const double share = static_cast<double>(with_claims) / (kGraphs * kDealings);
  CHECK(share <= kFalseDiscoveryRate + 0.08);  // two standard errors of so many dealings
}

TEST_CASE("the same input gives the same report, and q never falls along it") {
  std::vector<Role> roles = dealt(3, 0.5);
  withhold(roles, 5);
  const Examination one = examine(regions(), roles, GapDirection::kAskedNotAnswered);
  const Examination other = examine(regions(), roles, GapDirection::kAskedNotAnswered);
  REQUIRE(one.found.size() == other.found.size());
  for (std::size_t i = 0; i < one.found.size(); ++i) {
    CHECK(one.found[i].region == other.found[i].region);
    CHECK(one.found[i].q == other.found[i].q);
    if (i > 0) CHECK(one.found[i - 1].q <= one.found[i].q);
  }
}

TEST_CASE("of regions that share their demand only the best is reported") {
  std::vector<Region> all = regions();
  Region wider = all[17];
  wider.insert(wider.end(), all[18].begin(), all[18].end());
  all.push_back(wider);
  std::vector<Role> roles = dealt(1, 0.5);
  withhold(roles, 17);
  for (const Found& one : examine(all, roles, GapDirection::kAskedNotAnswered).found)
    CHECK(one.region != kRegions);
}

TEST_CASE("with too little of either nothing is examined") {
  std::vector<Role> roles(kRegions * kSize, Role::kDemand);
  CHECK_FALSE(examine(regions(), roles, GapDirection::kAskedNotAnswered).census.is_examined);
  std::fill(roles.begin(), roles.end(), Role::kNeither);
  std::fill_n(roles.begin(), 20, Role::kDemand);
  std::fill_n(roles.begin() + 20, 20, Role::kSupply);
  const Examination found = examine(regions(), roles, GapDirection::kAskedNotAnswered);
  CHECK_FALSE(found.census.is_examined);
  CHECK(found.found.empty());
}

TEST_CASE("a region of too few who ask is never reported") {
  std::vector<Role> roles = dealt(1, 0.5);
  for (std::uint32_t i = 0; i < kSize; ++i)
    roles[i] = i < kLeastDemand - 1 ? Role::kDemand : Role::kNeither;
  for (const Found& one : examine(regions(), roles, GapDirection::kAskedNotAnswered).found)
    CHECK(one.region != 0);
}

TEST_CASE("who asks and who answers goes by direction") {
  TopicSubject course;
  course.side = Side::kAcademic;
  course.kind = Kind::kCourse;
  TopicSubject paper = course;
  paper.kind = Kind::kPaper;
  TopicSubject note;
  note.side = Side::kPractice;
  note.kind = Kind::kNote;
  using enum GapDirection;
  CHECK(role_of(note, kPractisedNotTaught) == Role::kDemand);
  CHECK(role_of(course, kPractisedNotTaught) == Role::kSupply);
  CHECK(role_of(paper, kPractisedNotTaught) == Role::kNeither);
  CHECK(role_of(course, kTaughtNotPractised) == Role::kDemand);
  CHECK(role_of(note, kTaughtNotPractised) == Role::kSupply);
  CHECK(role_of(paper, kResearchedNotApplied) == Role::kDemand);
  CHECK(role_of(course, kResearchedNotApplied) == Role::kNeither);
  CHECK(role_of(note, kAskedNotAnswered) == Role::kDemand);
  CHECK(role_of(paper, kAskedNotAnswered) == Role::kSupply);
  CHECK(role_of({}, kAskedNotAnswered) == Role::kNeither);
}

}  // namespace
}  // namespace isthmus::topics

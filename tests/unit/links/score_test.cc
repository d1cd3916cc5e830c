#include "engine/links/score.h"

#include <doctest/doctest.h>

#include "engine/links/weights.h"

namespace isthmus::links {
namespace {

constexpr std::int32_t kFull = kUnit * kUnit;

TEST_CASE("sum_for is the least sum that reaches the steps") {
  for (const int steps : {1, 2, 3, 1000, 32767, 59576, 59577}) {
    const std::int32_t sum = sum_for(static_cast<Steps>(steps));
    CHECK(steps_of(sum, {}) == steps);
    CHECK(steps_of(sum - 1, {}) == steps - 1);
  }
  CHECK(sum_for(0) == sum_for(1));
}

TEST_CASE("words alone never make a pair certain, and no sum reaches what they cannot") {
  CHECK(score_of(steps_of(kFull, {})) == doctest::Approx(1 / 1.1).epsilon(0.001));
  CHECK(sum_for(kAllSteps) > kFull);
}

TEST_CASE("ties carry a score towards one and never beyond it") {
  CHECK(steps_of(0, {}) == 0);
  CHECK(score_of(steps_of(kFull / 10, {})) == doctest::Approx(0.5).epsilon(0.001));
  CHECK(steps_of(kFull + 1000, {.cites = true}) == steps_of(kFull, {.cites = true}));
  CHECK(score_of(steps_of(0, {.cites = true})) == doctest::Approx(0.5).epsilon(0.001));
  CHECK(score_of(steps_of(kFull / 10, {.cites = true})) == doctest::Approx(0.75).epsilon(0.001));
  CHECK(score_of(steps_of(0, {.codes = 1})) == doctest::Approx(0.15).epsilon(0.001));
  CHECK(steps_of(0, {.codes = 3}) == steps_of(0, {.codes = 200}));
  CHECK(steps_of(0, {.codes = 3}) < steps_of(0, {.cites = true}));
}

TEST_CASE("a score in steps survives being stored") {
  for (std::uint32_t steps = 0; steps <= kAllSteps; ++steps) {
    if (steps_of_score(score_of(static_cast<Steps>(steps))) != steps) FAIL(steps);
  }
}

TEST_CASE("the relation is the declared one, else same_work, else cites, else similar") {
  const Identity plain{"a:1", {}, {}, {}};
  Profile citing;
  citing.references = {"doi:1"};
  Profile work;
  work.identifiers = {"doi:1"};
  Profile same = work;
  same.references = {"doi:1"};
  Profile declaring = work;
  declaring.relations = {{"explains", "w:1"}};
  const Identity target = identity_of("w:1", work);
  const auto relation = [&](const Profile& profile) {
    const Identity source = identity_of("p:1", profile);
    const Relation there = relation_between(source, target, ties_between(source, target));
    CHECK(there == relation_between(target, source, ties_between(target, source)));
    return there;
  };
  CHECK(relation(Profile{}) == Relation::kSimilar);
  CHECK(relation(citing) == Relation::kCites);
  CHECK(relation(same) == Relation::kSameWork);
  CHECK(relation(declaring) == Relation::kExplains);
  CHECK(shared_identifiers(identity_of("p:1", citing), target) ==
        std::vector<std::string>{"doi:1"});
  CHECK(shared_identifiers(plain, target).empty());
}

TEST_CASE("evidence is at most eight different surfaces by contribution") {
  std::vector<SharedTerm> shared;
  const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  for (std::uint32_t i = 0; i < names.size(); ++i) shared.push_back({names[i], i / 2, i});
  shared.push_back({"j", 100, 100});
  const Evidence evidence = evidence_of(shared);
  CHECK(evidence.terms == std::vector<std::string>{"j", "i", "g", "h", "e", "f", "c", "d"});
  CHECK(evidence.names == std::vector<std::string>{"a", "b"});  // what weighs nothing
}

TEST_CASE(
    "a signature keeps the 64 heaviest terms and is shorter than a unit by what is left unsaid") {
  std::vector<CountedTerm> terms;
  for (std::uint32_t i = 0; i < 100; ++i) terms.push_back({i < 64 ? 2u : 1u, 1.0, i, false});
  terms.push_back({50, 0.0, 7, false});
  const std::vector<WeightedTerm> signature = strongest_terms(terms, 1.0);
  REQUIRE(signature.size() == kSignatureTerms);
  double squares = 0;
  for (std::uint32_t i = 0; i < signature.size(); ++i) {
    CHECK(signature[i].index == i);
    squares += signature[i].weight * signature[i].weight;
  }
  CHECK(squares < double{kUnit} * kUnit);
  CHECK(squares > 0.9 * kUnit * kUnit);
  CHECK(strongest_terms({}, 1.0).empty());
  const auto one = strongest_terms({{1, 1.0, 1, false}}, 1.0);
  CHECK(one.at(0).weight == doctest::Approx(kUnit / 3.0).epsilon(0.001));
}

TEST_CASE("a term of more than a quarter of the profiles says nothing, once there are 200") {
  CHECK(rarity(1000, 0) == 1);
  CHECK(rarity(100, 150) > 0);
  CHECK(rarity(50, 200) > 0);
  CHECK(rarity(51, 200) == 0);
  CHECK(rarity(0, 200) > rarity(2, 200));
  CHECK(rarity(500, 100) >= 0);
}

}  // namespace
}  // namespace isthmus::links

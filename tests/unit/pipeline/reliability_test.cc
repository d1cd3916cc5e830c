#include "indexer/pipeline/reliability.h"

#include <doctest/doctest.h>

namespace isthmus::pipeline {
namespace {

TEST_CASE("what is stated and comes true has no error and no less than the base rate's skill") {
  Reliability reliability;
  for (int i = 0; i < 10; ++i) reliability.add(0.85, i < 8);  // close to what is stated
  for (int i = 0; i < 10; ++i) reliability.add(0.1, i < 1);
  CHECK(reliability.count() == 20);
  CHECK(reliability.expected_calibration_error() == doctest::Approx(0.025));
  CHECK(reliability.confident().count == 10);
  CHECK(reliability.confident().right == 8);
  // Brier score 0.12625, base rate 0.45.
  CHECK(reliability.brier_skill() == doctest::Approx(1 - 0.12625 / 0.2475));
}

TEST_CASE("certainty that fails has the whole error and no skill") {
  Reliability reliability;
  reliability.add(1, false);
  reliability.add(0, true);
  CHECK(reliability.expected_calibration_error() == doctest::Approx(1));
  CHECK(reliability.brier_skill() == doctest::Approx(-3));
  CHECK(reliability.bins()[9].count == 1);
  CHECK(reliability.bins()[0].count == 1);
}

TEST_CASE("nothing, and all alike, has no skill to speak of") {
  Reliability nothing;
  CHECK(nothing.expected_calibration_error() == 0);
  CHECK(nothing.brier_skill() == 0);
  nothing.add(0.7, true);
  CHECK(nothing.brier_skill() == 0);
}

}  // namespace
}  // namespace isthmus::pipeline

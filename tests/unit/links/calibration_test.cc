#include "engine/links/calibration.h"

#include <doctest/doctest.h>

namespace isthmus::links {
namespace {

LinkList list_of(double best, double last) {
  LinkList list;
  list.public_targets.push_back({.target = "a:1", .strength = best, .evidence = {}});
  list.last = last;
  return list;
}

TEST_CASE("a likelihood rises with the strength and stays between 0 and 1") {
  const Calibration calibration({0.5, 0.4}, Side::kPractice, list_of(0.7, 0.2));
  double before = 0;
  for (int step = 0; step <= 100; ++step) {
    const double likelihood = calibration.likelihood(step / 100.0);
    CHECK(likelihood >= before);
    CHECK(likelihood <= 1);
    before = likelihood;
  }
}

TEST_CASE("the same strength is trusted less where stronger links are usual") {
  const LinkList list = list_of(0.6, 0.3);
  const double usual = Calibration({0.6, 0.6}, Side::kAcademic, list).likelihood(0.6);
  CHECK(Calibration({0.8, 0.6}, Side::kAcademic, list).likelihood(0.6) < usual);
  CHECK(Calibration({0.6, 0.8}, Side::kAcademic, list).likelihood(0.6) == usual);
  CHECK(Calibration({0.4, 0.6}, Side::kAcademic, list).likelihood(0.6) > usual);
}

TEST_CASE("a link that stands out among the record's own is trusted more") {
  const LinkScale scale{0.5, 0.5};
  const double alone = Calibration(scale, Side::kPractice, list_of(0.6, 0.1)).likelihood(0.6);
  CHECK(Calibration(scale, Side::kPractice, list_of(0.6, 0.59)).likelihood(0.6) < alone);
  CHECK(Calibration(scale, Side::kPractice, list_of(0.9, 0.1)).likelihood(0.6) < alone);
}

TEST_CASE("nothing known, and nothing linked, is no fault") {
  const double unknown = Calibration({}, Side::kPractice, list_of(0.6, 0.1)).likelihood(0.6);
  CHECK(unknown > 0);
  CHECK(unknown < 1);
  const double empty = Calibration({}, Side::kNone, {}).likelihood(0);
  CHECK(empty >= 0);
  CHECK(empty <= 1);
}

TEST_CASE("restricted links change no likelihood") {
  LinkList list = list_of(0.6, 0.2);
  const double before = Calibration({0.5, 0.5}, Side::kPractice, list).likelihood(0.4);
  list.restricted_targets.push_back({.target = "r:1", .strength = 0.9, .evidence = {}});
  CHECK(Calibration({0.5, 0.5}, Side::kPractice, list).likelihood(0.4) == before);
}

}  // namespace
}  // namespace isthmus::links

#include "engine/links/calibration.h"

#include <algorithm>
#include <cmath>

#include "engine/links/score.h"

namespace isthmus::links {
namespace {

constexpr double kIntercept = -1.59;
constexpr double kOfTypical = 1.97;
constexpr double kOfLast = 0.57;
constexpr double kOfBest = 1.32;

double nearness_of(double strength) {
  constexpr double kStep = 1.0 / kAllSteps;
  const double within = std::clamp(strength, kStep, 1 - kStep);
  return kHalfNearness * within / (1 - within);
}

}  // namespace

Calibration::Calibration(const LinkScale& scale, Side side, const LinkList& list) {
  const double best = list.public_targets.empty() ? 0 : list.public_targets.front().strength;
  const double typical = side == Side::kAcademic ? scale.of_academic : scale.of_practice;
  best_ = nearness_of(best > 0 ? best : typical);
  typical_ = typical > 0 ? nearness_of(typical) : best_;
  last_ = list.last > 0 ? nearness_of(list.last) : best_;
}

double Calibration::likelihood(double strength) const {
  const double nearness = nearness_of(strength);
  const double logit = kIntercept + kOfTypical * std::log(nearness / typical_) +
                       kOfLast * std::log(nearness / last_) + kOfBest * nearness / best_;
  return 1 / (1 + std::exp(-logit));
}

}  // namespace isthmus::links

#include "indexer/pipeline/reliability.h"

#include <algorithm>
#include <cmath>

namespace isthmus::pipeline {
namespace {

void count_in(Reliability::Bin& bin, double likelihood, bool is_right) {
  ++bin.count;
  bin.right += is_right ? 1 : 0;
  bin.stated += likelihood;
}

}  // namespace

void Reliability::add(double likelihood, bool is_right) {
  const auto bin = static_cast<std::size_t>(std::clamp(likelihood, 0.0, 1.0) * kBins);
  count_in(bins_[std::min(bin, kBins - 1)], likelihood, is_right);
  count_in(all_, likelihood, is_right);
  if (likelihood >= kConfident) count_in(confident_, likelihood, is_right);
  const double miss = likelihood - (is_right ? 1 : 0);
  squares_ += miss * miss;
}

double Reliability::expected_calibration_error() const {
  double distance = 0;
  for (const Bin& bin : bins_) distance += std::abs(bin.stated - static_cast<double>(bin.right));
  return all_.count == 0 ? 0 : distance / static_cast<double>(all_.count);
}

double Reliability::brier_skill() const {
  const auto count = static_cast<double>(all_.count);
  const double base = count > 0 ? static_cast<double>(all_.right) / count : 0;
  const double uncertainty = base * (1 - base);
  return uncertainty > 0 ? 1 - squares_ / count / uncertainty : 0;
}

}  // namespace isthmus::pipeline

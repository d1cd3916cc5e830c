// Reliability of stated likelihoods: of what was given as 0.8, is 0.8 right?
//
// Source: Niculescu-Mizil, Caruana: Predicting Good Probabilities with Supervised Learning (2005);
// Brier: Verification of Forecasts Expressed in Terms of Probability (1950).
#pragma once

#include <array>
#include <cstdint>

namespace isthmus::pipeline {

class Reliability {
 public:
  static constexpr std::size_t kBins = 10;  // of equal width, [0, 0.1) to [0.9, 1]
  static constexpr double kConfident = 0.8;

  struct Bin {
    std::uint64_t count = 0;
    std::uint64_t right = 0;
    double stated = 0;  // sum of the likelihoods
  };

  void add(double likelihood, bool is_right);

  std::uint64_t count() const { return all_.count; }
  const std::array<Bin, kBins>& bins() const { return bins_; }
  const Bin& confident() const { return confident_; }  // those of kConfident or more
  // Mean distance between what is stated and what is right in a bin, by its share; 0 of nothing.
  double expected_calibration_error() const;
  // 1 - Brier score / that of stating the base rate always; 0 when all or none are right.
  double brier_skill() const;

 private:
  Bin all_;
  Bin confident_;
  double squares_ = 0;
  std::array<Bin, kBins> bins_{};
};

}  // namespace isthmus::pipeline

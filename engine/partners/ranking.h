// From the values of terms to an order, and what would change it. For engine/partners alone.
#pragma once

#include <string>
#include <vector>

#include "engine/partners/terms.h"

namespace isthmus::partners {

struct WeightedValue {
  std::string_view name;
  double weight = 0;
  TermValue value;
};

// Somebody who may be ranked: `partner` has neither terms nor score yet.
struct Candidate {
  Partner partner;
  std::vector<WeightedValue> terms;  // the same names and weights for all of a list
};

// By score, equals by id; whoever has fewer than kLeastRecords that fit is unranked, or everybody.
enum class Ranking : std::uint8_t { kAllowed, kTooLittleToGoBy };
PartnerList ranked(std::string_view of, std::vector<Candidate> candidates, Ranking ranking);

}  // namespace isthmus::partners

// What a side of a partnership lacks and the other one may have. For engine/partners alone.
#pragma once

#include <string>
#include <vector>

#include "engine/curricula/coverage.h"
#include "engine/curricula/shelf.h"
#include "schema/partner.h"

namespace isthmus::partners {

struct Need {
  std::string what;  // gap or topic
  std::string id;
  TopicLabels labels;
  double weight = 0;
  std::vector<CitedRecord> documents;  // of anybody, that help with it
};

// Of a programme: gaps of practice that is not taught, and topics that no outcome reaches.
Result<std::vector<Need>> needs_of_programme(const curricula::Shelf& shelf,
                                             const curricula::CoverageOf& coverage_of,
                                             const std::string& programme);
// Of an enterprise: what its records ask and nobody answers, and research near to it that nobody
// applies.
Result<std::vector<Need>> needs_of_enterprise(const curricula::Shelf& shelf,
                                              const std::string& enterprise);

}  // namespace isthmus::partners

// Reports as tables: CSV that a spreadsheet opens, the same from both programs (docs/api.md).
#pragma once

#include <string>

#include "schema/coverage.h"
#include "schema/partner.h"

namespace isthmus {

// A line for each outcome and side with each record that covers it, or the nearest one; then one for
// each document of each topic that is not taught.
std::string coverage_csv(const CoverageReport& report);
// A line for each partner.
std::string partners_csv(const PartnerReport& report);

}  // namespace isthmus

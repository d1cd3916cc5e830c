// What visitors looked for in vain, as JSON and as CSV (RFC 4180). What visitors typed is never
// taken for a formula by a spreadsheet: such a cell gets an apostrophe before it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/activity/unanswered.h"

namespace isthmus::searchd {

std::string unanswered_json(const std::vector<activity::Unanswered>& intents,
                            std::uint64_t least_visitors, bool is_recording);
std::string unanswered_csv(const std::vector<activity::Unanswered>& intents);

}  // namespace isthmus::searchd

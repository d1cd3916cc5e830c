// Values as web formats write them, brought into the words of the record schema: dates,
// identifiers, lists of keywords. Languages and licences are crosswalk.h's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/json.h"

namespace isthmus::parsers {

// YYYY, YYYY-MM or YYYY-MM-DD of an ISO date, with or without time, of "2024/3/5" and of a date of
// mail (RFC 5322); empty when it is none.
std::string iso_date(std::string_view text);
// {"scheme", "value"} of a DOI in any of its writings, an ISBN, a handle; null for anything else.
Json known_identifier(std::string_view text);
// Parts between commas, semicolons and their Chinese forms, trimmed, without empty ones.
std::vector<std::string> split_list(std::string_view text);

}  // namespace isthmus::parsers

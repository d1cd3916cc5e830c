// YAML front matter to JSON: the door of yaml-cpp.
//
// Scalars become strings, empty ones and ~ null; what they mean is for the record schema to say.
// Aliases are expanded within a limit on the number of nodes, so that a few lines cannot stand for
// gigabytes. Errors: kInvalidSource with the line.
#pragma once

#include <cstdint>
#include <string_view>

#include "schema/json.h"

namespace isthmus::parsers {

// The YAML text's first line is line `first_line` of the file. A duplicate key keeps its first
// value.
Result<Json> parse_yaml(std::string_view text, std::uint64_t first_line);

}  // namespace isthmus::parsers

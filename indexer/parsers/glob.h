// Globs over paths with '/' between their parts: '*' and '?' stay within a part, '**' goes across
// parts.
//
// Shape: time is pattern times path, for any pattern.
#pragma once

#include <string_view>

namespace isthmus::parsers {

bool glob_matches(std::string_view pattern, std::string_view path);

// Does the pattern name the path itself or a folder that it lies in?
bool glob_covers(std::string_view pattern, std::string_view path);

}  // namespace isthmus::parsers

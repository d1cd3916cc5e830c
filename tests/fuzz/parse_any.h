// What every fuzz target of parsers does with its bytes.
#pragma once

#include <string>
#include <string_view>

namespace isthmus::fuzz {

// Through the parser that the bytes, or the path, ask for, with and without a column mapping. What
// comes out must be writable as JSON, and complete_record() must judge it.
void parse_any(const std::string& path, std::string_view bytes);

}  // namespace isthmus::fuzz

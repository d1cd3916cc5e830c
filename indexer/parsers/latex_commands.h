// Commands and environments of LaTeX by what they mean for the text.
#pragma once

#include <cstddef>
#include <string_view>

namespace isthmus::parsers {

// How many arguments of the command are no text: "label" has one.
unsigned silent_arguments(std::string_view command);
// The level of the heading that the command makes, from 1; 0 when it makes none.
std::size_t heading_level(std::string_view command);
// Does the environment show its content as it is written?
bool is_verbatim(std::string_view environment);
bool is_table(std::string_view environment);

}  // namespace isthmus::parsers

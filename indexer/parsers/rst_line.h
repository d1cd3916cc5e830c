// Lines of reStructuredText: what markup within them shows, and their columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace isthmus::parsers {

// The line without the marks of emphasis, roles and targets: "see `the manual <https://…>`_" is
// "see the manual". Literals stay as they are written.
std::string rst_text(std::string_view line);

// The part of a line between two columns of a terminal, where Chinese characters take two.
std::string columns_of(std::string_view line, std::size_t from, std::size_t to);

}  // namespace isthmus::parsers

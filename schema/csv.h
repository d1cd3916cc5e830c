// Tables as text, as RFC 4180 has them: commas between fields, CRLF after each line, quotes where a
// field needs them.
//
// Spreadsheets take a field that begins with "=", "+", "-" or "@" for a formula, whoever wrote it:
// such a field gets an apostrophe in front, which they do not show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace isthmus::csv {

std::string field(std::string_view text);
std::string line(const std::vector<std::string>& fields);
// Several values in one field: "a; b".
std::string joined(const std::vector<std::string>& values);
// "0.1650" for 4 digits.
std::string fixed(double number, int digits);

}  // namespace isthmus::csv

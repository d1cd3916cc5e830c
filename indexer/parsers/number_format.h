// Numbers of spreadsheet cells as a reader sees them: dates instead of days since 1900, percentages,
// no digits of noise.
//
// Not a formatter: currencies, colours and fractions are left out, dates are always ISO 8601.
// Source: ECMA-376 part 1, 18.8.30 (format codes), 18.17.4 (dates).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus::parsers {

enum class NumberForm : std::uint8_t { kPlain, kPercent, kDate, kTime, kDateTime, kDuration };

// Of a format that every workbook knows by its number, the East Asian ones included.
NumberForm builtin_form(unsigned id);
// Of a format code: "yyyy\-mm\-dd;@", "0.00%", "[h]:mm".
NumberForm form_of_code(std::string_view code);

// The day that serial dates count from.
enum class Epoch : std::uint8_t { k1900, k1904 };

// The cell's text for a stored number ("45123.5", "0.30000000000000004"). What is no number, or no
// day of Excel's calendar, is returned as it is.
std::string number_text(std::string_view stored, NumberForm form, Epoch epoch);

}  // namespace isthmus::parsers

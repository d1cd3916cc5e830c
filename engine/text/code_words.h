// What single words say about codes: digits, units, standards bodies. Internal to engine/text; all
// words are folded.
#pragma once

#include <cstddef>
#include <string_view>

namespace isthmus::text {

inline bool is_ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }
inline bool is_ascii_lower(char byte) { return byte >= 'a' && byte <= 'z'; }
inline bool is_ascii_upper(char byte) { return byte >= 'A' && byte <= 'Z'; }
bool all_digits(std::string_view word);  // false for the empty word
bool any_digit(std::string_view word);
std::size_t leading_digits(std::string_view word);

// Is the word a number of at most four digits from `least` to `most`?
bool is_number_between(std::string_view word, int least, int most);
bool is_year(std::string_view word);  // 1900 to 2099

// Publishers of standards as they are written before a number, without joiners: "gbt", "isoiec".
bool is_standards_body(std::string_view letters);

// "5mm", "2nd", "1990s", "12pm".
bool is_measured_number(std::string_view word);
bool is_unit(std::string_view letters);

// Is the last digit the right check digit of a CAS registry number? Source: CAS, "Check Digit
// Verification".
bool is_cas_number(std::string_view first, std::string_view second, std::string_view check);

}  // namespace isthmus::text

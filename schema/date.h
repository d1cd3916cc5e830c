// A calendar date of year, month or day precision, as documents state them: "2019", "2019-04",
// "2019-04-30".
//
// Ordered by time; a less precise date sorts before the more precise ones in it. Not a clock: the
// engine never asks what day it is, callers pass it in. Source: the reduced-precision calendar
// dates of ISO 8601-1:2019, 5.2.2.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus {

struct Date {
  std::int16_t year = 0;   // 0: no date
  std::uint8_t month = 0;  // 1-12; 0: only the year is known
  std::uint8_t day = 0;    // 1-31; 0: only the month is known

  // Errors: kInvalidRecord for anything but YYYY, YYYY-MM or YYYY-MM-DD (also written with '/'; a
  // time after 'T' or a blank is cut off) that names a real day between the years 1 and 9999.
  static Result<Date> parse(std::string_view text);

  bool has_value() const { return year != 0; }
  std::string to_string() const;  // ISO 8601; empty without a value

  auto operator<=>(const Date&) const = default;  // NOLINT(modernize-use-nullptr): no zero here
};

}  // namespace isthmus

// The daemon's clock: days and times in UTC, as dates and as texts. Nothing else in searchd turns the
// clock into a date.
#pragma once

#include <cstdint>
#include <string>

#include "schema/date.h"

namespace isthmus::searchd {

Date today();
std::uint32_t days_since_1970();                      // today
std::uint32_t days_since_1970(Date date);             // of a whole date from 1970 on
std::string day_text(std::uint32_t days_since_1970);  // "2026-01-31"
std::string present_time();                           // "2026-01-31T12:00:00Z"

}  // namespace isthmus::searchd

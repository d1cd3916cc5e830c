// The daemon's clock: days and times in UTC, as dates and as texts. Nothing else in searchd turns the
// clock into a date.
#pragma once

#include <string>

#include "schema/date.h"

namespace isthmus::searchd {

Date today();
std::string present_time();  // "2026-01-31T12:00:00Z"

}  // namespace isthmus::searchd

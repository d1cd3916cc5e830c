#include "schema/date.h"

#include <chrono>
#include <cstdio>
#include <optional>

namespace isthmus {
namespace {

// Reads up to `most` digits from the front of `text`; nothing when there is none.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
  int number = 0;
  std::size_t length = 0;
  while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9') {
    number = number * 10 + (text[length] - '0');
    ++length;
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

bool take_separator(std::string_view& text) {
  if (text.empty() || (text.front() != '-' && text.front() != '/')) return false;
  text.remove_prefix(1);
  return true;
}

bool is_real(const Date& date) {
  using namespace std::chrono;
  if (date.year < 1) return false;
  if (date.month == 0) return true;
  if (date.month > 12) return false;
  if (date.day == 0) return true;
  return year_month_day(year(date.year), month(date.month), day(date.day)).ok();
}

}  // namespace

Result<Date> Date::parse(std::string_view text) {
  const auto refuse = [&] {
    return Error{ErrorCode::kInvalidRecord, "\"" + std::string(text) + "\" is not a date",
                 "write YYYY, YYYY-MM or YYYY-MM-DD"};
  };
  std::string_view rest = text;
  Date date;
  const std::string_view before_year = rest;
  const auto year = take_number(rest, 4);
  if (!year || before_year.size() - rest.size() != 4) return refuse();
  date.year = static_cast<std::int16_t>(*year);
  if (take_separator(rest)) {
    const auto month = take_number(rest, 2);
    if (!month || *month == 0) return refuse();
    date.month = static_cast<std::uint8_t>(*month);
    if (take_separator(rest)) {
      const auto day = take_number(rest, 2);
      if (!day || *day == 0) return refuse();
      date.day = static_cast<std::uint8_t>(*day);
    }
  }
  const bool at_end =
      rest.empty() || (date.day != 0 && (rest.front() == 'T' || rest.front() == ' '));
  if (!at_end || !is_real(date)) return refuse();
  return date;
}

std::string Date::to_string() const {
  char text[16] = "";
  if (year != 0) std::snprintf(text, sizeof text, "%04d", year);
  std::string out = text;
  if (month != 0) {
    std::snprintf(text, sizeof text, "-%02d", month);
    out += text;
  }
  if (day != 0) {
    std::snprintf(text, sizeof text, "-%02d", day);
    out += text;
  }
  return out;
}

}  // namespace isthmus

#include "searchd/clock.h"

#include <array>
#include <chrono>
#include <ctime>

namespace isthmus::searchd {

namespace {

using Days = std::chrono::sys_days;

Date date_of(Days day) {
  const std::chrono::year_month_day date(day);
  return {static_cast<std::int16_t>(static_cast<int>(date.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))};
}

Days present_day() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::uint32_t number_of(Days day) {
  return static_cast<std::uint32_t>(day.time_since_epoch().count());
}

}  // namespace

Date today() { return date_of(present_day()); }
std::uint32_t days_since_1970() { return number_of(present_day()); }

std::uint32_t days_since_1970(Date date) {
  return number_of(std::chrono::year_month_day(
      std::chrono::year(date.year), std::chrono::month(date.month), std::chrono::day(date.day)));
}

std::string day_text(std::uint32_t days_since_1970) {
  return date_of(Days(std::chrono::days(days_since_1970))).to_string();
}

std::string present_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

}  // namespace isthmus::searchd

// Dates as people and programs write them: date_in() and date_of() of crosswalk.h.
#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "indexer/parsers/crosswalk.h"

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

// 1 to 12 for the name of a month, of three letters or more; else 0.
int month_named(std::string_view word) {
  if (word.size() < 3) return 0;
  std::string name;
  for (const char c : word.substr(0, 3)) name += lower(c);
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

// The parts of a date in the order of the text: a month that was a word is known as one.
struct Part {
  int number = 0;
  std::size_t digits = 0;  // 0: a month's name
};

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  constexpr std::size_t kMostParts = 16;  // of a range with times; what follows is no date
  for (std::size_t i = 0; i < text.size() && parts.size() < kMostParts;) {
    std::size_t end = i;
    if (is_digit(text[i])) {
      int number = 0;
      for (; end < text.size() && is_digit(text[end]); ++end)
        number = end - i < 6 ? number * 10 + (text[end] - '0') : number;
      parts.push_back({number, end - i});
    } else if (is_letter(text[i])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      if (const int month = month_named(text.substr(i, end - i)); month != 0)
        parts.push_back({month, 0});
      // What follows the T of a time is no day.
      if (end - i == 1 && lower(text[i]) == 't' && i > 0 && is_digit(text[i - 1])) break;
    } else {
      ++end;
    }
    i = end;
  }
  return parts;
}

// The most precise of year-month-day, year-month and year that the calendar has.
Date checked(int year, int month, int day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  for (const std::size_t length : {10U, 7U, 4U}) {
    const Result<Date> date = Date::parse(std::string_view(text).substr(0, length));
    if (date && date->has_value()) return *date;
  }
  return {};
}

// "20180425" of some exporters.
Date compact(int number) { return checked(number / 10000, number / 100 % 100, number % 100); }

}  // namespace

Date date_in(std::string_view text) {
  const std::vector<Part> parts = parts_of(text);
  const auto year =
      std::find_if(parts.begin(), parts.end(), [](const Part& part) { return part.digits == 4; });
  if (year == parts.end()) {
    if (parts.size() == 1 && parts[0].digits == 8) {
      int number = 0;
      for (const char c : text) number = is_digit(c) ? number * 10 + (c - '0') : number;
      return compact(number);
    }
    return {};
  }
  const auto named =
      std::find_if(parts.begin(), parts.end(), [](const Part& part) { return part.digits == 0; });
  const auto is_small = [](const Part& part) { return part.digits == 1 || part.digits == 2; };
  if (named != parts.end()) {
    const auto day = std::find_if(parts.begin(), parts.end(), is_small);
    return checked(year->number, named->number, day == parts.end() ? 0 : day->number);
  }
  // Numbers before the year could be day and month in either order.
  const auto month = year + 1;
  if (month == parts.end() || !is_small(*month)) return checked(year->number, 0, 0);
  const auto day = month + 1;
  return checked(year->number, month->number,
                 day == parts.end() || !is_small(*day) ? 0 : day->number);
}

Date date_of(std::string_view year, std::string_view month, std::string_view day) {
  const Date base = date_in(year);
  if (!base.has_value() || base.month != 0 || month.empty()) return base;
  // A month may bring its day along: "may 12", "12 may".
  const std::vector<Part> parts = parts_of(month);
  if (parts.empty()) return base;
  const auto named =
      std::find_if(parts.begin(), parts.end(), [](const Part& part) { return part.digits == 0; });
  int number = named != parts.end() ? named->number : parts.front().number;
  int of_month = 0;
  for (const Part& part : parts_of(day)) of_month = of_month == 0 ? part.number : of_month;
  if (of_month == 0 && named != parts.end()) {
    for (const Part& part : parts) of_month = part.digits > 0 ? part.number : of_month;
  }
  return checked(base.year, number, of_month);
}

}  // namespace isthmus::parsers

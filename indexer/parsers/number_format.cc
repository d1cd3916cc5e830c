#include "indexer/parsers/number_format.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace isthmus::parsers {
namespace {

constexpr double kLastDay = 2958465;   // 9999-12-31
constexpr double kLeapYearFault = 60;  // 1900-02-29, a day that never was
constexpr int kSecondsOfDay = 86400;
constexpr std::size_t kMaxCode = 1000;

std::string formatted(const char* format, int first, int second, int third) {
  char buffer[64];
  const int length = std::snprintf(buffer, sizeof buffer, format, first, second, third);
  return std::string(buffer, static_cast<std::size_t>(length));
}

// As many digits as Excel keeps.
std::string plain(double value) {
  char buffer[64];
  const int length = std::snprintf(buffer, sizeof buffer, "%.15g", value);
  return std::string(buffer, static_cast<std::size_t>(length));
}

std::string day_text(double serial, Epoch epoch) {
  using namespace std::chrono;
  const sys_days zero = epoch == Epoch::k1904     ? sys_days(year(1904) / January / 1)
                        : serial < kLeapYearFault ? sys_days(year(1899) / December / 31)
                                                  : sys_days(year(1899) / December / 30);
  const year_month_day day(zero + days(static_cast<int>(serial)));
  return formatted("%04d-%02d-%02d", static_cast<int>(day.year()),
                   static_cast<int>(static_cast<unsigned>(day.month())),
                   static_cast<int>(static_cast<unsigned>(day.day())));
}

std::string time_text(int seconds) {
  const int rest = seconds % 60;
  return rest == 0 ? formatted("%02d:%02d", seconds / 3600, seconds / 60 % 60, 0)
                   : formatted("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, rest);
}

std::string moment_text(double value, NumberForm form, Epoch epoch) {
  double day = std::floor(value);
  int seconds = static_cast<int>(std::lround((value - day) * kSecondsOfDay));
  if (seconds == kSecondsOfDay) {
    seconds = 0;
    day += 1;
  }
  if (form == NumberForm::kDuration)
    return time_text(static_cast<int>(day) % 20000 * kSecondsOfDay + seconds);
  if (form == NumberForm::kTime && day == 0) return time_text(seconds);
  const std::string date = day_text(day, epoch);
  const bool shows_time =
      form == NumberForm::kTime || (form == NumberForm::kDateTime && seconds != 0);
  return shows_time ? date + " " + time_text(seconds) : date;
}

// The code's first section without literals, colours, conditions; in lower case.
std::string significant(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size() && i < kMaxCode && code[i] != ';'; ++i) {
    if (code[i] == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
    } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else if (code[i] == '[') {
      const std::size_t end = code.find(']', i);
      if (end == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
        out += '[';
      i = end;
    } else {
      out += code[i] >= 'A' && code[i] <= 'Z' ? static_cast<char>(code[i] - 'A' + 'a') : code[i];
    }
  }
  return out;
}

}  // namespace

NumberForm builtin_form(unsigned id) {
  if (id == 9 || id == 10) return NumberForm::kPercent;
  if (id == 22) return NumberForm::kDateTime;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
    return NumberForm::kTime;
  if (id == 46) return NumberForm::kDuration;
  const bool is_date = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return is_date ? NumberForm::kDate : NumberForm::kPlain;
}

NumberForm form_of_code(std::string_view code) {
  const std::string text = significant(code);
  if (text.find("general") != std::string::npos) return NumberForm::kPlain;
  if (text.find('[') != std::string::npos) return NumberForm::kDuration;
  const bool has_time = text.find_first_of("hs") != std::string::npos;
  const bool has_day = text.find_first_of("yd") != std::string::npos ||
                       (!has_time && text.find('m') != std::string::npos);
  if (has_day) return has_time ? NumberForm::kDateTime : NumberForm::kDate;
  if (has_time) return NumberForm::kTime;
  return text.find('%') != std::string::npos ? NumberForm::kPercent : NumberForm::kPlain;
}

std::string number_text(std::string_view stored, NumberForm form, Epoch epoch) {
  double value = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (error != std::errc() || end != stored.data() + stored.size() || !std::isfinite(value))
    return std::string(stored);
  if (form == NumberForm::kPlain) return plain(value);
  if (form == NumberForm::kPercent) return plain(std::round(value * 1e6) / 1e4) + "%";
  if (value < 0 || value > kLastDay) return plain(value);
  return moment_text(value, form, epoch);
}

}  // namespace isthmus::parsers

#include "engine/text/code_words.h"

#include <algorithm>
#include <unordered_set>

namespace isthmus::text {
namespace {

using WordSet = std::unordered_set<std::string_view>;

bool is_number_suffix(std::string_view letters) {
  static const WordSet suffixes = {"st", "nd", "rd", "th", "s", "am", "pm"};
  return suffixes.contains(letters);
}

}  // namespace

bool all_digits(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_ascii_digit);
}

bool any_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), is_ascii_digit);
}

std::size_t leading_digits(std::string_view word) {
  const auto* end = std::find_if_not(word.begin(), word.end(), is_ascii_digit);
  return static_cast<std::size_t>(end - word.begin());
}

bool is_number_between(std::string_view word, int least, int most) {
  if (word.size() > 4 || !all_digits(word)) return false;
  int value = 0;
  for (const char digit : word) value = value * 10 + (digit - '0');
  return value >= least && value <= most;
}

bool is_year(std::string_view word) {
  return word.size() == 4 && is_number_between(word, 1900, 2099);
}

bool is_standards_body(std::string_view letters) {
  static const WordSet bodies = {
      "ansi", "api",  "asme",  "astm",  "bs",   "bsen", "cen",    "cjj",   "db",    "dbt",
      "din",  "dlt",  "en",    "etsi",  "gb",   "gbt",  "gbz",    "gjb",   "gost",  "hgt",
      "hjt",  "iec",  "iects", "iectr", "ieee", "iso",  "isoiec", "isotr", "isots", "itu",
      "itur", "itut", "jbt",   "jgj",   "jis",  "jjf",  "jjg",    "nbt",   "nfpa",  "nist",
      "qct",  "rfc",  "sae",   "sjt",   "ul",   "vde",  "vdi",    "ydt",   "yyt",   "гост"};
  return bodies.contains(letters);
}

bool is_unit(std::string_view letters) {
  static const WordSet units = {
      "a",   "b",   "bar", "cm",  "cm2", "cm3",  "db",  "deg", "dpi", "ft",  "g",  "gb", "ghz",
      "gpa", "h",   "hm2", "hz",  "in",  "j",    "k",   "kb",  "kg",  "khz", "kj", "km", "kn",
      "kpa", "kv",  "kw",  "kwh", "l",   "lb",   "lbs", "m",   "m2",  "m3",  "ma", "mb", "mg",
      "mhz", "min", "ml",  "mm",  "mm2", "mol",  "mpa", "ms",  "mv",  "mw",  "n",  "nm", "ns",
      "pa",  "ppm", "psi", "px",  "r",   "rpm",  "sec", "tb",  "um",  "us",  "v",  "w",  "μg",
      "μl",  "μm",  "μs",  "ω",   "kω",  "mmol", "hr",  "hrs"};
  return units.contains(letters);
}

bool is_measured_number(std::string_view word) {
  const std::size_t digits = leading_digits(word);
  if (digits == 0 || digits == word.size()) return false;
  const std::string_view letters = word.substr(digits);
  return is_unit(letters) || is_number_suffix(letters);
}

bool is_cas_number(std::string_view first, std::string_view second, std::string_view check) {
  if (first.size() < 2 || first.size() > 7 || second.size() != 2 || check.size() != 1) return false;
  if (!all_digits(first) || !all_digits(second) || !all_digits(check)) return false;
  int weight = 1;
  int sum = 0;
  for (auto digit = second.rbegin(); digit != second.rend(); ++digit)
    sum += weight++ * (*digit - '0');
  for (auto digit = first.rbegin(); digit != first.rend(); ++digit)
    sum += weight++ * (*digit - '0');
  return sum % 10 == check.front() - '0';
}

}  // namespace isthmus::text

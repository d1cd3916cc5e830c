#include "indexer/parsers/pdf_marks.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/parsers/xml.h"
#include "schema/date.h"

namespace isthmus::parsers {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// "10." registrant "/" suffix. Source: the recommendation of Crossref, /^10.\d{4,9}\/[-._;()\/:A-Z0-9]+$/i,
// which fits all but a few old DOIs.
std::size_t doi_end(std::string_view text, std::size_t at) {
  std::size_t end = at + 3;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::size_t digits = end - at - 3;
  if (digits < 4 || digits > 9 || end >= text.size() || text[end] != '/') return at;
  constexpr std::string_view kMarks = "-._;()/:<>";
  ++end;
  const std::size_t begin = end;
  while (end < text.size() && (is_digit(text[end]) || is_letter(text[end]) ||
                               kMarks.find(text[end]) != std::string_view::npos))
    ++end;
  const auto is_outside = [&](std::size_t last) {
    const std::string_view doi = text.substr(at, last + 1 - at);
    const char c = text[last];
    if (c == ')')
      return std::count(doi.begin(), doi.end(), '(') < std::count(doi.begin(), doi.end(), ')');
    return std::string_view(".;:,<(/-").find(c) != std::string_view::npos;
  };
  while (end > begin && is_outside(end - 1)) --end;
  return end > begin ? end : at;
}

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> kMonthNames = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// 1 to 12, or 0: "Jan", "Sept", "January".
int month_of(std::string_view word) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::size_t length = word.size();
    if (length >= 3 && length <= kMonthNames[i].size() && kMonthNames[i].starts_with(word))
      return static_cast<int>(i) + 1;
  }
  return 0;
}

struct Part {
  std::string word;    // lower-case letters, or digits
  char separator = 0;  // what follows: '-', '/', '.', ' ', ',' or the first byte of 年 and its like
  bool is_number = false;
  int number = 0;
};

// Words and numbers of the text.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at]) && !is_letter(text[at])) {
      ++at;
      continue;
    }
    Part part;
    part.is_number = is_digit(text[at]);
    while (at < text.size() && (part.is_number ? is_digit(text[at]) : is_letter(text[at])))
      part.word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[at++])));
    if (part.is_number && part.word.size() <= 4) part.number = std::stoi(part.word);
    const bool is_ordinal = part.is_number && at + 2 <= text.size() &&
                            (text.substr(at, 2) == "st" || text.substr(at, 2) == "nd" ||
                             text.substr(at, 2) == "rd" || text.substr(at, 2) == "th");
    if (is_ordinal) at += 2;
    part.separator = at < text.size() ? text[at] : '\0';
    parts.push_back(std::move(part));
  }
  return parts;
}

bool is_year(const Part& part) {
  return part.is_number && part.word.size() == 4 && part.number >= 1700 && part.number <= 2100;
}

std::string checked(int year, int month, int day) {
  const auto two = [](int value) { return (value < 10 ? "-0" : "-") + std::to_string(value); };
  std::string out = std::to_string(year);
  if (month > 0) out += two(month);
  if (month > 0 && day > 0) out += two(day);
  return Date::parse(out) ? out : std::string();
}

// The date that begins with the part at `i`; empty when none does.
std::string date_at(const std::vector<Part>& parts, std::size_t i) {
  const auto part = [&](std::size_t offset) {
    return i + offset < parts.size() ? parts[i + offset] : Part{};
  };
  const auto day_of = [](const Part& p) {
    return p.is_number && p.word.size() <= 2 ? p.number : 0;
  };
  if (day_of(part(0)) > 0 && month_of(part(1).word) > 0 && is_year(part(2)))
    return checked(part(2).number, month_of(part(1).word), day_of(part(0)));
  if (month_of(part(0).word) > 0) {
    if (day_of(part(1)) > 0 && is_year(part(2)))
      return checked(part(2).number, month_of(part(0).word), day_of(part(1)));
    if (is_year(part(1))) return checked(part(1).number, month_of(part(0).word), 0);
  }
  if (is_year(part(0)) && day_of(part(1)) > 0) {
    const char separator = part(0).separator;
    const bool is_chinese = static_cast<unsigned char>(separator) >= 0x80;
    if (separator == '-' || separator == '/' || separator == '.' || is_chinese) {
      const bool has_day = day_of(part(2)) > 0 && part(1).separator == separator;
      const bool has_chinese_day = is_chinese && day_of(part(2)) > 0 &&
                                   static_cast<unsigned char>(part(1).separator) >= 0x80;
      return checked(part(0).number, part(1).number,
                     has_day || has_chinese_day ? part(2).number : 0);
    }
  }
  return {};
}

// ISO 7064 MOD 11-2, as ORCID defines it.
bool has_right_check_digit(std::string_view digits) {
  int total = 0;
  for (const char c : digits.substr(0, 15)) total = (total + (c - '0')) * 2;
  const int check = (12 - total % 11) % 11;
  return digits[15] == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::vector<std::string> keywords_in(std::string_view list) {
  constexpr std::array<std::string_view, 9> kSeparators = {";", "；", "，",  "、", "·",
                                                           "•", "|",  " – ", ","};
  std::vector<std::string> out;
  constexpr std::size_t kLongestKeyword = 100;  // bytes
  std::string part;
  const auto flush = [&] {
    part = squeezed(part);
    if (part.ends_with(".")) part.pop_back();
    if (!part.empty() && part.size() <= kLongestKeyword) out.push_back(part);
    part.clear();
  };
  const bool has_strong = list.find(';') != std::string_view::npos;
  while (!list.empty()) {
    const auto* separator = std::find_if(
        kSeparators.begin(), kSeparators.end(),
        [&](std::string_view s) { return list.starts_with(s) && !(has_strong && s == ","); });
    if (separator != kSeparators.end()) {
      flush();
      list.remove_prefix(separator->size());
    } else {
      part += list.front();
      list.remove_prefix(1);
    }
  }
  flush();
  return out;
}

std::vector<FoundDoi> dois_in(std::string_view text) {
  std::vector<FoundDoi> found;
  for (std::size_t at = text.find("10."); at != std::string_view::npos;
       at = text.find("10.", at + 3)) {
    if (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.')) continue;
    const std::size_t end = doi_end(text, at);
    if (end == at) continue;
    constexpr std::size_t kLabelBytes = 20;  // "https://doi.org/", "DOI: ", "Object Identifier "
    const std::size_t label = at < kLabelBytes ? 0 : at - kLabelBytes;
    const std::string before = lower_case(text.substr(label, at - label));
    const bool is_labelled = before.find("doi") != std::string::npos ||
                             before.find("object identifier") != std::string::npos;
    found.push_back({std::string(text.substr(at, end - at)), is_labelled});
  }
  return found;
}

std::string date_in(std::string_view text) {
  const std::vector<Part> parts = parts_of(text);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (std::string date = date_at(parts, i); !date.empty()) return date;
  }
  return {};
}

std::vector<std::string> orcids_in(std::string_view text) {
  constexpr std::size_t kLength = 19;
  std::vector<std::string> found;
  for (std::size_t at = 0; at + kLength <= text.size(); ++at) {
    std::string digits;
    std::size_t i = 0;
    for (; i < kLength; ++i) {
      const char c = text[at + i];
      if (i % 5 == 4 ? c != '-' : !is_digit(c) && !(c == 'X' && i == kLength - 1)) break;
      if (c != '-') digits += c;
    }
    if (i < kLength || !has_right_check_digit(digits)) continue;
    found.emplace_back(text.substr(at, kLength));
    at += kLength - 1;
  }
  return found;
}

}  // namespace isthmus::parsers

#include "indexer/parsers/web_terms.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <nlohmann/json.hpp>

#include "indexer/parsers/strings.h"
#include "schema/date.h"

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text.substr(0, 100)) {
    if (is_letter(c) || is_digit(c)) {
      word += c;
    } else if (c == ':') {
      word += c;  // a time stays one word
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

bool is_number(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), is_digit);
}

std::string padded(std::string_view number) {
  return number.size() == 1 ? "0" + std::string(number) : std::string(number);
}

std::string checked(const std::string& text) {
  const Result<Date> date = Date::parse(text);
  return date ? date->to_string() : std::string();
}

// "Thu, 4 Oct 2012 13:02:39 +0200", "October 4, 2012", "4 Oct 2012", "Jun 2009".
std::string date_with_month_name(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string name = lower_case(words[i]).substr(0, 3);
    const auto month = std::find(kMonths.begin(), kMonths.end(), name);
    if (month == kMonths.end() || !is_letter(words[i].back())) continue;
    std::string date = "-" + padded(std::to_string(month - kMonths.begin() + 1));
    const bool day_first = i > 0 && is_number(words[i - 1], 1, 2);
    const bool day_next = i + 1 < words.size() && is_number(words[i + 1], 1, 2);
    if (day_first || day_next) date += "-" + padded(words[day_first ? i - 1 : i + 1]);
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      if (is_number(words[j], 4, 4)) return checked(words[j] + date);
    }
    // Two digits were the rule of RFC 822.
    if (day_first && i + 1 < words.size() && is_number(words[i + 1], 2, 2))
      return checked((words[i + 1] < "50" ? "20" : "19") + words[i + 1] + date);
  }
  return {};
}

std::size_t leading_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                  text.begin());
}

}  // namespace

std::string iso_date(std::string_view text) {
  text = trimmed(text);
  const std::size_t year = leading_digits(text);
  if (year == 8 && text.size() == 8) {
    return checked(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                   std::string(text.substr(6)));
  }
  if (year != 4) return date_with_month_name(words_of(text));
  std::string date(text.substr(0, 4));
  std::string_view rest = text.substr(4);
  for (int part = 0; part < 2 && rest.size() > 1; ++part) {
    if (rest[0] != '-' && rest[0] != '/' && rest[0] != '.') break;
    const std::size_t digits = leading_digits(rest.substr(1));
    if (digits == 0 || digits > 2) break;
    date += "-" + padded(rest.substr(1, digits));
    rest.remove_prefix(1 + digits);
  }
  return checked(date);
}

Json known_identifier(std::string_view text) {
  text = trimmed(text);
  const std::size_t doi = text.find("10.");
  const bool has_doi_prefix = doi == 0 || begins_with_word(text, "doi:") ||
                              find_word(text, "doi.org/") != std::string_view::npos ||
                              begins_with_word(text, "info:doi/");
  if (has_doi_prefix && doi != std::string_view::npos &&
      text.find('/', doi) != std::string_view::npos &&
      text.find_first_of(kBlankCharacters) == std::string_view::npos)
    return {{"scheme", "doi"}, {"value", text.substr(doi)}};
  for (const std::string_view prefix : {"urn:isbn:", "isbn:", "isbn "}) {
    if (begins_with_word(text, prefix))
      return {{"scheme", "isbn"}, {"value", trimmed(text.substr(prefix.size()))}};
  }
  constexpr std::string_view kHandle = "hdl.handle.net/";
  if (const std::size_t at = text.find(kHandle); at != std::string_view::npos)
    return {{"scheme", "handle"}, {"value", text.substr(at + kHandle.size())}};
  return nullptr;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    std::size_t end = text.size();
    std::size_t length = 0;
    for (const std::string_view separator : {",", ";", "，", "；", "、"}) {
      const std::size_t found = text.find(separator);
      if (found < end) {
        end = found;
        length = separator.size();
      }
    }
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty())
      parts.emplace_back(part);
    text.remove_prefix(std::min(end + length, text.size()));
    if (length == 0) break;
  }
  return parts;
}

}  // namespace isthmus::parsers

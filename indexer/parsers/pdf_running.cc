// Running heads and feet.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "indexer/parsers/pdf_text.h"

namespace isthmus::parsers {
namespace {

constexpr double kMargin = 0.12;  // of the page's height: where running lines stand
// Heads of left and right pages differ, and the first page often has another one.
constexpr double kMostPages = 0.4;
constexpr std::size_t kFewLetters = 8;  // "Page 3 of 12"

bool is_near_edge(const PdfLines& page, const PdfLine& line) {
  return line.bottom < kMargin * page.height || line.top > (1 - kMargin) * page.height;
}

// The text with every number as '#', and its size: a title at the top of the first page is not its
// own running head.
std::string key_of(const PdfLine& line) {
  std::string key = std::to_string(std::lround(line.size * 2)) + " ";
  for (const char c : text_of(line)) {
    const bool is_digit = c >= '0' && c <= '9';
    if (c == ' ' || (is_digit && key.back() == '#')) continue;
    key += is_digit ? '#' : c;
  }
  return key;
}

bool is_page_number(const PdfLine& line) {
  std::size_t letters = 0;
  for (const char c : text_of(line)) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80)
      ++letters;
  }
  return letters <= kFewLetters;
}

}  // namespace

void drop_running_lines(std::vector<PdfLines>& pages) {
  std::map<std::string, std::size_t> counts;
  for (const PdfLines& page : pages) {
    std::set<std::string> keys;
    for (const PdfLine& line : page.lines) {
      if (is_near_edge(page, line)) keys.insert(key_of(line));
    }
    for (const std::string& key : keys) ++counts[key];
  }
  const auto least = std::max<std::size_t>(
      2, static_cast<std::size_t>(std::ceil(kMostPages * static_cast<double>(pages.size()))));
  std::set<std::string> seen;
  for (PdfLines& page : pages) {
    std::erase_if(page.lines, [&](const PdfLine& line) {
      if (!is_near_edge(page, line)) return false;
      const std::string key = key_of(line);
      if (counts[key] < least) return false;
      return is_page_number(line) || !seen.insert(key).second;
    });
  }
}

}  // namespace isthmus::parsers

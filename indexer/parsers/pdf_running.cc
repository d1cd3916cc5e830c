// What the margins hold: running heads and feet, numbers of pages and lines.
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

// A page number beside a running line: it may stand beside another of its lines on the next page.
void drop_number_beside(PdfLine& line) {
  const auto is_number = [](const PdfPiece& piece) {
    return text_of(piece).find_first_not_of("0123456789") == std::string::npos;
  };
  std::vector<PdfPiece>& pieces = line.pieces;
  const std::size_t last = pieces.size() - 1;
  if (last == 0) return;
  if (is_number(pieces[last]))
    pieces.pop_back();
  else if (is_number(pieces[0]))
    pieces.erase(pieces.begin());
}

}  // namespace

void drop_running_lines(std::vector<PdfLines>& pages) {
  for (PdfLines& page : pages) {
    for (PdfLine& line : page.lines) {
      if (pages.size() > 1 && is_near_edge(page, line)) drop_number_beside(line);
    }
  }
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

void drop_line_numbers(std::vector<PdfWord>& words) {
  constexpr std::size_t kFewest = 10;
  double leftmost = 1e9;
  double rightmost = -1e9;
  for (const PdfWord& word : words) {
    if (!word.is_upright) continue;
    leftmost = std::min(leftmost, word.left);
    rightmost = std::max(rightmost, word.right);
  }
  for (const bool is_left : {true, false}) {
    std::vector<const PdfWord*> numbers;
    for (const PdfWord& word : words) {
      const double distance = is_left ? word.left - leftmost : rightmost - word.right;
      const bool is_plain =
          word.text.size() <= 4 && word.text.find_first_not_of("0123456789") == std::string::npos;
      if (word.is_upright && is_plain && distance < 2.5 * word.size) numbers.push_back(&word);
    }
    if (numbers.size() < kFewest) continue;
    std::sort(numbers.begin(), numbers.end(),
              [](const PdfWord* a, const PdfWord* b) { return a->top < b->top; });
    std::size_t growing = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i)
      growing += std::stoi(numbers[i]->text) > std::stoi(numbers[i - 1]->text) ? 1 : 0;
    if (growing + 2 < numbers.size()) continue;
    std::set<const PdfWord*> dropped(numbers.begin(), numbers.end());
    std::vector<PdfWord> kept;
    for (PdfWord& word : words) {
      if (!dropped.contains(&word)) kept.push_back(std::move(word));
    }
    words = std::move(kept);
  }
}

}  // namespace isthmus::parsers

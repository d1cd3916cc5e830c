// Boxes on a page: words, pieces and lines have left, top, right, bottom and a font size.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

#include "indexer/parsers/pdf_layout.h"

namespace isthmus::parsers {

template <typename Box>
double centre(const Box& box) {
  return (box.top + box.bottom) / 2;
}

// Do they overlap by half of the lower one's height?
template <typename A, typename B>
bool on_one_line(const A& a, const B& b) {
  const double overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return overlap >= 0.5 * std::min(a.bottom - a.top, b.bottom - b.top);
}

// Grows `outer` by `inner`, or makes it that.
template <typename Outer, typename Inner>
void enclose(Outer& outer, const Inner& inner, bool is_first) {
  outer.left = is_first ? inner.left : std::min(outer.left, inner.left);
  outer.top = is_first ? inner.top : std::min(outer.top, inner.top);
  outer.right = is_first ? inner.right : std::max(outer.right, inner.right);
  outer.bottom = is_first ? inner.bottom : std::max(outer.bottom, inner.bottom);
}

// The size that most of the letters have.
template <typename Part>
double usual_size(const std::vector<Part>& parts, std::size_t (*letters)(const Part&)) {
  std::map<long, std::size_t> counts;
  for (const Part& part : parts) counts[std::lround(part.size * 10)] += letters(part);
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : static_cast<double>(most->first) / 10;
}

inline std::size_t letters_of_piece(const PdfPiece& piece) {
  std::size_t count = 0;
  for (const PdfWord& word : piece.words) count += word.text.size();
  return count;
}

}  // namespace isthmus::parsers

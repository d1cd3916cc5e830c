// Splitting into atoms, with what the later steps of analysis need to know beside them. Internal to
// engine/text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/analysis.h"

namespace isthmus::text {

// A longer word is cut into glued pieces of this many code points, the same in documents and
// queries: hashes stay searchable, terms stay short.
inline constexpr std::size_t kMaxWordLength = 64;
inline constexpr std::size_t kMaxWordBytes = 192;  // the same limit for scripts beyond the BMP
// Pieces beyond this many of one word are dropped: encoded binaries would fill the index with terms
// nobody looks for.
inline constexpr std::size_t kMaxWordPieces = 16;

struct SplitText {
  std::vector<Atom> atoms;
  std::u32string han;  // the form that segmentation reads, one character for each Han atom
  std::vector<std::uint32_t> digit_atoms;  // the words that hold a digit
};

SplitText split(std::string_view text);

}  // namespace isthmus::text

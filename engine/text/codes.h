// Codes among the atoms of a text: see Code in analysis.h for what they are. Internal to
// engine/text.
//
// Shape: a chain is a sequence of words with one joiner between each two of them:
//   chain  := word (joiner word)*          at most kMaxChainLength words
//   joiner := - _ / . + | Unicode hyphen or dash | × or * between digits | : if both have digits
// (full-width forms count as plain ones; blanks may stand around '×'). A chain is a code when it
// has a digit and a letter, or × between digits (1920×1080), or is a DOI, a CAS number, or four and
// more numbers with one sort of joiner (192.168.0.1, an ISBN). It is none when it is a quantity
// (5mm, 10-20mm, 20km/h, 11-inch), an ordinal (2nd, 1990s), a date, a time, or has more words
// without a digit than kMaxPlainWords. A chain may follow letters and one blank: see CodeRules.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text/analysis.h"
#include "engine/text/atoms.h"

namespace isthmus::text {

// Letters, one blank and two or more digits are a code when the letters name a standards body in
// any case ("gb/t 7714"), or are one to four letters: in upper case in documents ("E 203"), in any
// case in queries ("e 203"). Likewise "6205-zz", which in a document would be a number and a word.
enum class CodeRules : std::uint8_t { kDocument, kQuery };

std::vector<Code> find_codes(std::string_view text, const SplitText& split, CodeRules rules);

}  // namespace isthmus::text

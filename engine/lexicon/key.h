// Under which key a term of a lexicon stands, and how a text is looked through for terms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/analysis.h"

namespace isthmus::lexicon {

// Atoms [first, first + count): words by their stems, Han characters as they are folded, with a
// blank between two words. "Sensors" and "sensor" are one term, and so are 傳感器 and 传感器.
std::string key_of(const std::vector<text::Atom>& atoms, std::size_t first, std::size_t count);

// Of a whole text; empty for one without atoms or with too many to be looked up.
std::string key_of(std::string_view text);

// The longest terms that are found.
inline constexpr std::size_t kMostHan = 12;   // characters
inline constexpr std::size_t kMostWords = 6;  // and characters, of a term with a word

}  // namespace isthmus::lexicon

// Titles as duplicates are judged by: their folded words without punctuation, and how two of them
// stand to each other.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/analysis.h"

namespace isthmus::works {

// Folded words with one blank between two; each Han character is a word.
std::string title_words(std::string_view title);
std::string title_words(const std::vector<text::Atom>& title);

// What two writings of one title have in common: the words without blanks.
std::string title_key(std::string_view words);

// Long enough that two works hardly have it by chance: 20 letters, or 8 Han characters.
bool is_telling(std::string_view words);

enum class TitleMatch : std::uint8_t {
  kSame,
  kNear,           // a subtitle more or less, or a few words of a long title; the same numbers
  kRelated,        // half of the words of the shorter one
  kForeign,        // one is written in Han characters, the other is not
  kUnknown,        // one is missing
  kNumbersDiffer,  // "part 1" and "part 2": never the same work
  kDifferent,
};

// Of titles with their translations: the best match of any two, but numbers that differ in one
// language differ.
TitleMatch match_titles(const std::vector<std::string>& titles,
                        const std::vector<std::string>& others);

}  // namespace isthmus::works

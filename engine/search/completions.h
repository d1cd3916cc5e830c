// Completions: the words of the public records that begin as the last word typed does, and the
// public records whose titles have all that was typed.
//
// Words are completed by words, of those with one stem the most frequent; a run of Han characters
// by the words that begin with its end, as long an end as there are any for.
// Words of restricted records are never offered, to nobody.
//
// Shape: a walk over at most kMostTermsWalked terms; where more begin so (a single letter), over
// as many words of titles instead.
// Errors: those of engine/index/reader.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/search/search.h"

namespace isthmus::search {

struct Completion {
  std::string word;             // folded
  std::string query;            // what was typed, with the word in place of its beginning
  std::uint32_t documents = 0;  // public records that have it, a Latin word in any inflection
};

// Most frequent first. Nothing after a blank or a field's colon, or for digits.
Result<std::vector<Completion>> completions(const index::Reader& index, std::string_view typed,
                                            std::size_t limit);

// Of public records whose titles have every word typed, the last one perhaps only begun; the best
// first. Nothing for a single word of fewer than three letters, or a single Han character.
Result<std::vector<Headline>> titles_with(const Sources& sources, std::string_view typed,
                                          std::size_t limit);

}  // namespace isthmus::search

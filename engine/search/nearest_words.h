// The words of the public records that a word was probably meant to be. For engine/search alone.
//
// Only the public index is asked, so that no word of a restricted record is ever suggested.
//
// Shape: a fixed number of look-ups a letter, and a walk over at most kMostTermsWalked terms.
// Errors: those of engine/index/reader.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/index/reader.h"
#include "engine/search/counted_word.h"
#include "engine/text/analysis.h"

namespace isthmus::search {

// Is this a word that nearest_words can look for: four letters a to z or more, no function word?
bool is_correctable(const text::Atom& atom);

// The words nearest to a correctable one, the more frequent first: those one edit away, or, when
// there are none and it has eight letters, two edits away behind the same two first letters.
Result<std::vector<CountedWord>> nearest_words(const index::Reader& index, const std::string& word,
                                               std::size_t limit);

// A run of Han characters of which one is probably another.
struct NearRun {
  std::size_t position = 0;  // of the character in the run
  std::string character;     // in its place
  std::uint64_t documents = 0;
};

// What a run was probably meant to be, the more frequent first: runs that stand in public records
// and differ in one character, not the first. Nothing for a run whose pairs of neighbours are all
// known.
Result<std::vector<NearRun>> nearest_runs(const index::Reader& index,
                                          const std::vector<std::string>& characters,
                                          std::size_t limit);

}  // namespace isthmus::search

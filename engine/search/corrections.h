// Whole queries that a query was probably meant to be: its words that public records do not have,
// each in place of the nearest that they have. For engine/search alone.
//
// The text stands as it was typed but for those words: signs, quotation marks and fields stay.
// Codes, names of fields, what follows a colon and beginnings of words ("vibrat*") are left alone.
//
// Shape: looks at the first words alone, so that the length of a query costs nothing.
// Errors: those of engine/index/reader.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/index/reader.h"
#include "engine/lexicon/lookup.h"

namespace isthmus::search {

// Words that nearly no record has are suspected too when the query found next to nothing.
enum class Suspicion : std::uint8_t { kUnknownWords, kRareWords };

// The best first, at most kMostCorrections. `terms` are those of the query that lexicons know: they
// are no misspellings.
inline constexpr std::size_t kMostCorrections = 3;
Result<std::vector<std::string>> corrected_queries(const index::Reader& index,
                                                   std::string_view query, Suspicion suspicion,
                                                   const std::vector<lexicon::Found>& terms);

}  // namespace isthmus::search

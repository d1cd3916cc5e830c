// Looking up what the words of a text mean in the repository's lexicons.
//
// Of terms that overlap the one that begins first counts, and of those the longest that has an
// alternative in use. A single Han character inside a run and a function word say too little to be
// looked up.
//
// What of a lexicon cannot be read is as good as absent: a search goes on without it.
//
// Errors: those of the store and of the predicate.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "engine/text/analysis.h"
#include "schema/lexicon.h"

namespace isthmus::lexicon {

// A term that stands in the text: atoms [first, first + count).
struct Found {
  std::size_t first = 0;
  std::size_t count = 0;
  std::string text;                       // as a lexicon writes it
  std::vector<std::string> alternatives;  // of all lexicons, each once, the first lexicon's first
};

// Whether an alternative is worth searching for; empty: each is.
using IsInUse = std::function<Result<bool>(const std::string& alternative)>;

Result<std::vector<std::string>> those_in_use(std::vector<std::string> alternatives,
                                              const IsInUse& is_in_use);

// The lexicons of the repository, by name.
Result<std::vector<Lexicon>> all(const store::View& view);

// What the lexicons say of each of these terms (engine/lexicon/key.h), in their order.
Result<std::vector<std::vector<LexiconTerm>>> meanings_of(const store::View& view,
                                                          const std::vector<Lexicon>& lexicons,
                                                          const std::vector<std::string>& terms);

// In order, none overlapping another, each with an alternative at least.
Result<std::vector<Found>> find_terms(const store::View& view, const std::vector<Lexicon>& lexicons,
                                      const text::Analysis& analysis,
                                      const IsInUse& is_in_use = {});

}  // namespace isthmus::lexicon

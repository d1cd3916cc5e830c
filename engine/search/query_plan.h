// From the parsed query to the index's terms: analysis, ranking, and the promise about Han runs.
//
// A text means something different by where it stands:
//   ranked    every word counts, none must match: stems, Han bigrams and words, codes; a whole Han
//             run of three or more characters gets a bonus
//   required  every word must match: each code, each stem, each Han word as adjacent bigrams
//   exact     the words at consecutive positions: phrases, and everything under NOT
// Where words are ranked or required, a term of a lexicon is itself or what the lexicons have for
// it: alternatives of one place in the tree. Phrases and what follows NOT mean just what they say.
// A document that holds a Han run of the query matches in all three; the expansion stands in the
// place of the text in the tree, never beside it.
#pragma once

#include <string>
#include <vector>

#include "engine/index/query.h"
#include "engine/lexicon/lookup.h"
#include "engine/search/query_parser.h"
#include "engine/search/search.h"

namespace isthmus::search {

struct QueryPlan {
  index::Query query;                             // filters included; kAll when the text is empty
  index::Query conditions = index::Query::all();  // the filters by themselves
  std::string plain_text;  // the whole query when it is words without any syntax; empty otherwise
  std::vector<std::string> highlighted;  // index terms without prefix to mark in snippets: stems,
                                         // Han bigrams and characters, codes
  std::vector<QueryNote> notes;
  std::vector<lexicon::Found> terms;  // that the lexicons know, each once
  bool is_browsing = false;           // no text: everything that passes the filters
};

// Words are searched for as they stand.
QueryPlan plan_query(std::string_view text, const Filters& filters);
// With what the lexicons of the repository have for them. Errors: those of lookup.h.
Result<QueryPlan> plan_query(std::string_view text, const Filters& filters,
                             const store::View& lexicons, const lexicon::IsInUse& is_in_use = {});

}  // namespace isthmus::search

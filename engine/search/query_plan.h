// From the parsed query to the index's terms: analysis, ranking, and the promise about Han runs.
//
// A text means something different by where it stands:
//   ranked    every word counts, none must match: stems, Han bigrams and words, codes; a whole Han
//             run of three or more characters gets a bonus
//   required  every word must match: each code, each stem, each Han word as adjacent bigrams
//   exact     the words at consecutive positions: phrases, and everything under NOT
// A document that holds a Han run of the query matches in all three; the expansion stands in the
// place of the text in the tree, never beside it.
#pragma once

#include <string>
#include <vector>

#include "engine/index/query.h"
#include "engine/search/query_parser.h"
#include "engine/search/search.h"

namespace isthmus::search {

struct QueryPlan {
  index::Query query;                    // filters included; kAll when the text is empty
  std::vector<std::string> highlighted;  // index terms without prefix to mark in snippets: stems,
                                         // Han bigrams and characters, codes
  std::vector<QueryNote> notes;
  bool is_browsing = false;  // no text: everything that passes the filters
};

QueryPlan plan_query(std::string_view text, const Filters& filters);

}  // namespace isthmus::search

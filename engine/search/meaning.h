// What the space of meaning adds to a query of plain words. For engine/search alone.
//
// The query stands where its words stand, drawn towards the records that the words find best. Each
// record gains by how near it stands, and the nearest ones are found without any of the words. How
// much nearness counts beside words is decided for each query: little where a few records stand
// out by their words, much where many have them alike.
//
// Everything is taken from what the viewer may see and from public statistics, so that nothing else
// leaves a trace in the ranking.
#pragma once

#include "engine/search/query_plan.h"
#include "engine/search/search.h"

namespace isthmus::search {

// The query to ask in place of plan.query. Without `scores` it is plan.query itself: the words are
// not plain or say nothing, the order is not by relevance, there is no space.
struct Blend {
  index::Query query;
  std::shared_ptr<const index::DocumentScores> scores;  // of every document that can be found
  double factor = 0;                                    // what a score is worth in the ranking
  std::uint64_t best_by_words = 0;  // hits by words, ten at most; only with `scores`

  double part_of(const index::Match& match) const;  // of its score, by meaning
  // No word of the query is in it.
  bool is_by_meaning_alone(const index::Match& match) const;
};

// Of the documents that meet the conditions the `count` nearest to this direction; empty when none
// is near.
Result<index::Query> nearest_to(const Sources& sources, const Viewer& viewer,
                                const index::Query& conditions, const vectors::Direction& direction,
                                std::size_t count);

Result<Blend> blend(const Sources& sources, const Viewer& viewer, const Request& request,
                    const QueryPlan& plan);

}  // namespace isthmus::search

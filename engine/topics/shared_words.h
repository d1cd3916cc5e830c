// Neighbours by the words that records share, to draw regions by beside those by meaning: a few
// records that use the same words without standing close in the space of meaning, which was learned
// from too few of them.
//
//   words   the cosine of log-TF-IDF weights
//   both    the mean of the cosine in the space of meaning and twice that of words
//
// Only where nearly all records are in one language: in two, words would part what a lexicon joins.
//
// Shape: products by the squares of the frequencies of terms that at most kMostFrequent records
// have; the same whatever the number of threads.
// Errors: those of the store. What cannot be read has no words.
#pragma once

#include <vector>

#include "engine/store/store.h"
#include "engine/topics/points.h"
#include "schema/result.h"

namespace isthmus::topics {

// Words, then both; none for records of several languages. `by_meaning` has kNeighbours of each point,
// the lists that come have kGraphNeighbours or fewer.
Result<std::vector<NeighbourLists>> lists_by_words(const store::View& view, const Points& points,
                                                   const NeighbourLists& by_meaning);

}  // namespace isthmus::topics

// Dealing points to topics and topics to fields: communities of the graph of neighbours on two
// levels.
//
// The graph ties each point to its kGraphNeighbours nearest ones by their cosine, twice as strongly
// when they are so to each other. How many topics there are goes by the root of the number of points:
// a collection of four times the size has topics of twice the size, and twice as many.
//
// Measured on csl-zh against its 67 disciplines (normalised mutual information, 2,000 papers, about
// 70 topics): cosine of 15 neighbours 0.57; 10 or 30 neighbours, Jaccard and shared-neighbour
// weights, and the constant Potts model between 0.55 and 0.57 (docs/performance.md).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/topics/communities.h"
#include "engine/topics/points.h"

namespace isthmus::topics {

// The topic that each point was in before; nothing for a new one.
using Before = std::vector<std::optional<std::uint32_t>>;

struct Partition {
  Membership topics;  // by point
  Membership fields;  // by topic
};

// Points of one topic before draw each other more strongly, so that topics last: of 1,818 papers of
// csl-zh 77 % stayed in their topic when 182 came, and 94 % do so, at no loss of agreement with the
// disciplines. `before` is empty or as long as `lists`.
Result<Partition> partition(const NeighbourLists& lists, const Before& before);

// Sets of three sizes, from a quarter of a topic to half of one, to look for gaps in. Of each size one
// as graphs of 8, 15 and 25 neighbours give it, and one of each of the `further` lists: where one cuts
// a region in two another may not.
Result<std::vector<Membership>> region_sets(const NeighbourLists& lists,
                                            const std::vector<NeighbourLists>& further);

// The topic of a point that came later: that of its nearest neighbours, weighted by their cosine.
// Nothing when none of them has one.
std::optional<std::uint32_t> topic_among(const std::vector<vectors::Neighbour>& neighbours,
                                         const Before& topics);

}  // namespace isthmus::topics

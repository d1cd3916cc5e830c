// Communities of a weighted graph: sets of nodes that have more to do with each other than chance
// would have it. The door of igraph.
//
// Source: Traag, Waltman, van Eck: From Louvain to Leiden: guaranteeing well-connected communities
// (2019); modularity with a resolution as in Reichardt, Bornholdt (2006).
#pragma once

#include <cstdint>
#include <vector>

#include "schema/result.h"

namespace isthmus::topics {

struct Edge {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  double weight = 1;  // above 0
};

struct WeightedGraph {
  std::size_t nodes = 0;
  std::vector<Edge> edges;  // each pair of nodes once
};

// The community of each node, numbered from 0 in the order of their first nodes.
using Membership = std::vector<std::uint32_t>;

// The higher the resolution, the more and the smaller communities. The same graph, resolution and
// seed give the same communities. Errors: kIo when igraph fails, for want of memory.
Result<Membership> communities(const WeightedGraph& graph, double resolution, std::uint64_t seed);

// Communities at the resolution that gives about `wanted` of them, found by trying.
struct SoMany {
  Membership membership;
  double resolution = 1;
};
struct Trying {
  double first_ratio = 12;     // of communities to resolution, in graphs of neighbours
  double close_enough = 0.03;  // of the wanted number
};
Result<SoMany> about_so_many_communities(const WeightedGraph& graph, std::size_t wanted,
                                         std::uint64_t seed, const Trying& trying = {});

std::size_t count_of(const Membership& membership);

}  // namespace isthmus::topics

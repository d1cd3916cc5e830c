#include "engine/topics/communities.h"

#include <doctest/doctest.h>

namespace isthmus::topics {
namespace {

// Cliques of `size` nodes, each tied to the next by one edge.
WeightedGraph ring_of_cliques(std::uint32_t cliques, std::uint32_t size) {
  WeightedGraph graph{std::size_t{cliques} * size, {}};
  for (std::uint32_t clique = 0; clique < cliques; ++clique) {
    const std::uint32_t first = clique * size;
    for (std::uint32_t i = 0; i < size; ++i) {
      for (std::uint32_t j = i + 1; j < size; ++j) graph.edges.push_back({first + i, first + j, 1});
    }
    graph.edges.push_back({first, (first + size) % (cliques * size), 0.1});
  }
  return graph;
}

TEST_CASE("the cliques of a ring are its communities, numbered by their first nodes") {
  const Result<Membership> found = communities(ring_of_cliques(8, 6), 1, 1);
  REQUIRE(found.has_value());
  for (std::uint32_t node = 0; node < found->size(); ++node) CHECK((*found)[node] == node / 6);
}

TEST_CASE("the same seed gives the same communities") {
  const WeightedGraph graph = ring_of_cliques(20, 3);
  CHECK(*communities(graph, 3, 5) == *communities(graph, 3, 5));
}

TEST_CASE("about as many communities are found as are wanted") {
  const WeightedGraph graph = ring_of_cliques(40, 5);
  CHECK(count_of(about_so_many_communities(graph, 40, 1)->membership) == 40);
  const std::size_t few = count_of(about_so_many_communities(graph, 10, 1)->membership);
  CHECK(few >= 8);
  CHECK(few <= 12);
}

TEST_CASE("a graph without ties is as many communities as nodes, one without nodes none") {
  CHECK(count_of(*communities({3, {}}, 1, 1)) == 3);
  CHECK(communities({0, {}}, 1, 1)->empty());
  CHECK(about_so_many_communities({0, {}}, 5, 1)->membership.empty());
  CHECK(count_of(about_so_many_communities({3, {}}, 1, 1)->membership) == 3);
}

}  // namespace
}  // namespace isthmus::topics

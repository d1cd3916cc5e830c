#include "engine/topics/partition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace isthmus::topics {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr double kTopicsPerRoot = 1.5;  // 67 topics of 2,000 points, 367 of 60,000
constexpr double kFieldsPerRoot = 1.5;  // 12 fields of 67 topics, 29 of 367
constexpr std::array<double, 3> kRegionsPerRoot = {6.4, 4.5, 3.2};
constexpr std::array<std::size_t, 3> kRegionNeighbours = {8, kGraphNeighbours, 25};
static_assert(kRegionNeighbours.back() <= kNeighbours);
constexpr std::size_t kManyPoints = 10'000;
constexpr double kManyCloseEnough = 0.1;
constexpr double kLastingPull = 1;      // what a common topic before adds to a tie, of itself
constexpr double kLeastWeight = 0.001;  // of a tie: cosines can be below 0

std::size_t wanted(double per_root, std::size_t count) {
  const auto number = std::lround(per_root * std::sqrt(static_cast<double>(count)));
  return static_cast<std::size_t>(std::max(number, 1L));
}

// Ties in the order of their ends, each pair once with the sum of its weights.
std::vector<Edge> merged(std::vector<Edge> edges) {
  for (Edge& edge : edges) {
    if (edge.one > edge.other) std::swap(edge.one, edge.other);
  }
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return a.one != b.one ? a.one < b.one : a.other < b.other;
  });
  std::vector<Edge> result;
  for (const Edge& edge : edges) {
    const bool is_same =
        !result.empty() && result.back().one == edge.one && result.back().other == edge.other;
    if (is_same) {
      result.back().weight += edge.weight;
    } else {
      result.push_back(edge);
    }
  }
  return result;
}

// The ties of each point to so many neighbours, nearest first.
WeightedGraph graph_of(const NeighbourLists& lists, std::size_t neighbours) {
  WeightedGraph graph{lists.size(), {}};
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    const std::size_t count = std::min(lists[i].size(), neighbours);
    for (std::size_t k = 0; k < count; ++k) {
      const vectors::Neighbour& one = lists[i][k];
      graph.edges.push_back({i, one.place, std::max(double{one.cosine}, kLeastWeight)});
    }
  }
  graph.edges = merged(std::move(graph.edges));
  return graph;
}

// Points that were together before draw each other more strongly.
void keep_together(WeightedGraph& graph, const Before& before) {
  if (before.empty()) return;
  for (Edge& edge : graph.edges) {
    const bool were_together = before[edge.one] && before[edge.one] == before[edge.other];
    if (were_together) edge.weight *= 1 + kLastingPull;
  }
}

// The ties between different topics.
WeightedGraph graph_of_topics(const WeightedGraph& points, const Membership& topics) {
  WeightedGraph graph{count_of(topics), {}};
  for (const Edge& edge : points.edges) {
    if (topics[edge.one] != topics[edge.other])
      graph.edges.push_back({topics[edge.one], topics[edge.other], edge.weight});
  }
  graph.edges = merged(std::move(graph.edges));
  return graph;
}

// New points stand with their neighbours before anything is dealt anew.
Before completed(const NeighbourLists& lists, const Before& before) {
  Before all = before;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i]) all[i] = topic_among(lists[i], before);
  }
  return all;
}

}  // namespace

Result<Partition> partition(const NeighbourLists& lists, const Before& before) {
  WeightedGraph graph = graph_of(lists, kGraphNeighbours);
  keep_together(graph, completed(lists, before));
  Partition found;
  found.topics =
      TRY(about_so_many_communities(graph, wanted(kTopicsPerRoot, lists.size()), kSeed)).membership;
  const WeightedGraph of_topics = graph_of_topics(graph, found.topics);
  found.fields =
      TRY(about_so_many_communities(of_topics, wanted(kFieldsPerRoot, of_topics.nodes), kSeed))
          .membership;
  return found;
}

Result<std::vector<Membership>> region_sets(const NeighbourLists& lists,
                                            const std::vector<NeighbourLists>& further) {
  std::vector<Membership> sets;
  // Of many points each try takes a second or more, and what one graph took is a good guess at what
  // the next one takes.
  const bool are_many = lists.size() >= kManyPoints;
  Trying trying;
  if (are_many) trying.close_enough = kManyCloseEnough;
  const auto add_sets = [&](const WeightedGraph& graph) -> Result<void> {
    for (const double per_root : kRegionsPerRoot) {
      const std::size_t count = wanted(per_root, lists.size());
      SoMany found = TRY(about_so_many_communities(graph, count, kSeed, trying));
      if (are_many)
        trying.first_ratio = static_cast<double>(count_of(found.membership)) / found.resolution;
      sets.push_back(std::move(found.membership));
    }
    return {};
  };
  for (const std::size_t neighbours : kRegionNeighbours) TRY(add_sets(graph_of(lists, neighbours)));
  for (const NeighbourLists& other : further) TRY(add_sets(graph_of(other, kGraphNeighbours)));
  return sets;
}

std::optional<std::uint32_t> topic_among(const std::vector<vectors::Neighbour>& neighbours,
                                         const Before& topics) {
  std::map<std::uint32_t, double> votes;
  const std::size_t count = std::min(neighbours.size(), kGraphNeighbours);
  for (std::size_t k = 0; k < count; ++k) {
    const std::optional<std::uint32_t>& topic = topics[neighbours[k].place];
    if (topic) votes[*topic] += std::max(double{neighbours[k].cosine}, kLeastWeight);
  }
  if (votes.empty()) return std::nullopt;
  return std::max_element(votes.begin(), votes.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace isthmus::topics

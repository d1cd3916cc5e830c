#include "engine/topics/communities.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

#include <igraph.h>

namespace isthmus::topics {
namespace {

constexpr igraph_integer_t kIterations = 4;  // more change next to nothing
constexpr double kRandomness = 0.01;         // igraph's own choice for refining
constexpr double kLeastResolution = 0.01;
constexpr double kMostResolution = 1000;
constexpr int kAttempts = 10;

// igraph has one random generator and one error handler for the whole process.
std::mutex& igraph_mutex() {
  static std::mutex mutex;
  return mutex;
}

Error failure_of(igraph_error_t code) {
  return {ErrorCode::kIo, std::string("finding communities: ") + igraph_strerror(code),
          "free memory and try again"};
}

class Numbers {
 public:
  explicit Numbers(std::size_t size) {
    status_ = igraph_vector_init(&vector_, static_cast<igraph_integer_t>(size));
  }
  ~Numbers() {
    if (status_ == IGRAPH_SUCCESS) igraph_vector_destroy(&vector_);
  }
  Numbers(const Numbers&) = delete;
  Numbers& operator=(const Numbers&) = delete;
  igraph_error_t status() const { return status_; }
  igraph_vector_t* get() { return &vector_; }
  igraph_real_t& operator[](std::size_t i) {
    return VECTOR(vector_)[static_cast<igraph_integer_t>(i)];
  }

 private:
  igraph_vector_t vector_{};
  igraph_error_t status_;
};

class Integers {
 public:
  explicit Integers(std::size_t size) {
    status_ = igraph_vector_int_init(&vector_, static_cast<igraph_integer_t>(size));
  }
  ~Integers() {
    if (status_ == IGRAPH_SUCCESS) igraph_vector_int_destroy(&vector_);
  }
  Integers(const Integers&) = delete;
  Integers& operator=(const Integers&) = delete;
  igraph_error_t status() const { return status_; }
  igraph_vector_int_t* get() { return &vector_; }
  igraph_integer_t& operator[](std::size_t i) {
    return VECTOR(vector_)[static_cast<igraph_integer_t>(i)];
  }

 private:
  igraph_vector_int_t vector_{};
  igraph_error_t status_;
};

// A weighted graph as igraph has it, with what the modularity of each node is judged by.
class Leiden {
 public:
  explicit Leiden(const WeightedGraph& graph)
      : nodes_(graph.nodes), weights_(graph.edges.size()), strengths_(graph.nodes) {
    Integers ends(2 * graph.edges.size());
    status_ = std::max({ends.status(), weights_.status(), strengths_.status()});
    if (status_ != IGRAPH_SUCCESS) return;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      const Edge& edge = graph.edges[i];
      ends[2 * i] = edge.one;
      ends[2 * i + 1] = edge.other;
      weights_[i] = edge.weight;
      strengths_[edge.one] += edge.weight;
      strengths_[edge.other] += edge.weight;
      total_ += edge.weight;
    }
    status_ = igraph_create(&graph_, ends.get(), static_cast<igraph_integer_t>(nodes_),
                            IGRAPH_UNDIRECTED);
    has_graph_ = status_ == IGRAPH_SUCCESS;
  }
  ~Leiden() {
    if (has_graph_) igraph_destroy(&graph_);
  }
  Leiden(const Leiden&) = delete;
  Leiden& operator=(const Leiden&) = delete;

  Result<Membership> run(double resolution, std::uint64_t seed) {
    if (status_ != IGRAPH_SUCCESS) return failure_of(status_);
    Integers membership(nodes_);
    igraph_rng_seed(igraph_rng_default(), static_cast<igraph_uint_t>(seed));
    igraph_integer_t count = 0;
    igraph_error_t status = membership.status();
    if (status == IGRAPH_SUCCESS) {
      const double per_pair = total_ > 0 ? resolution / (2 * total_) : resolution;
      status =
          igraph_community_leiden(&graph_, weights_.get(), strengths_.get(), per_pair, kRandomness,
                                  false, kIterations, membership.get(), &count, nullptr);
    }
    if (status != IGRAPH_SUCCESS) return failure_of(status);
    return in_order(membership);
  }

 private:
  Membership in_order(Integers& membership) const {
    constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> numbers(nodes_, kUnseen);
    std::uint32_t next = 0;
    Membership result(nodes_);
    for (std::size_t node = 0; node < nodes_; ++node) {
      std::uint32_t& number = numbers[static_cast<std::size_t>(membership[node])];
      if (number == kUnseen) number = next++;
      result[node] = number;
    }
    return result;
  }

  std::size_t nodes_;
  Numbers weights_;
  Numbers strengths_;
  double total_ = 0;
  igraph_t graph_{};
  igraph_error_t status_ = IGRAPH_SUCCESS;
  bool has_graph_ = false;
};

}  // namespace

std::size_t count_of(const Membership& membership) {
  return membership.empty() ? 0 : *std::max_element(membership.begin(), membership.end()) + 1;
}

Result<Membership> communities(const WeightedGraph& graph, double resolution, std::uint64_t seed) {
  if (graph.nodes == 0) return Membership();
  const std::lock_guard lock(igraph_mutex());
  igraph_set_error_handler(igraph_error_handler_ignore);
  Leiden leiden(graph);
  return leiden.run(resolution, seed);
}

Result<SoMany> about_so_many_communities(const WeightedGraph& graph, std::size_t wanted,
                                         std::uint64_t seed, const Trying& trying) {
  if (graph.nodes == 0) return SoMany();
  const std::lock_guard lock(igraph_mutex());
  igraph_set_error_handler(igraph_error_handler_ignore);
  Leiden leiden(graph);
  const auto off = [&](const Membership& found) {
    return std::abs(static_cast<double>(count_of(found)) - static_cast<double>(wanted));
  };
  double least = kLeastResolution;
  double most = kMostResolution;
  double resolution = std::clamp(static_cast<double>(wanted) / trying.first_ratio, least, most);
  SoMany best;
  for (int i = 0; i < kAttempts; ++i) {
    Membership found = TRY(leiden.run(resolution, seed));
    const auto count = static_cast<double>(count_of(found));
    (count < static_cast<double>(wanted) ? least : most) = resolution;
    if (best.membership.empty() || off(found) < off(best.membership))
      best = {std::move(found), resolution};
    if (off(best.membership) <= trying.close_enough * static_cast<double>(wanted)) break;
    // Their number grows nearly as the resolution does.
    resolution *= static_cast<double>(wanted) / count;
    if (resolution <= least || resolution >= most) resolution = std::sqrt(least * most);
  }
  return best;
}

}  // namespace isthmus::topics

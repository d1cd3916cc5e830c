// One pass over the inverted file: the best targets of a node, and whoever would take it among his
// own best.
//
// Sums stand in a plain array with a place for each slot of the target class: the words' postings
// are added to it, then every slot's nearness in the space of meaning. Whole blocks of it are
// compared with the bounds at once.
//
// Threads: one a Matcher; several Matchers may read one NodeSet while nobody writes.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "engine/links/node_set.h"

namespace isthmus::links {

struct Target {
  Slot slot = 0;
  Steps steps = 0;
  bool operator==(const Target&) const = default;
};
using TargetList = std::vector<Target>;  // of one class, ranked

inline constexpr std::size_t kBlock = 64;
inline std::size_t whole_blocks(std::size_t slots) {
  return (slots + kBlock - 1) / kBlock * kBlock;
}

inline constexpr std::int32_t kUnreachable = std::numeric_limits<std::int32_t>::max();
// The least sum that can still enter this list; only ties and the rank decide whether it does.
std::int32_t bound_of(const TargetList& list, std::size_t limit);

// Puts `target` of class `index` in its place when it is among the best `limit`; false when it is
// not, or is there already.
bool offer(const NodeSet& nodes, ClassIndex index, Target target, std::size_t limit,
           TargetList& list);

class Matcher {
 public:
  explicit Matcher(const NodeSet& nodes) : nodes_(&nodes) {}

  // The best `limit` nodes of class `index` for the subject, without the subject's own record.
  TargetList best(const Node& subject, ClassIndex index, std::size_t limit);

  // As best(); and calls enter(target) for each node whose score reaches its bound. `bounds` has
  // whole blocks.
  TargetList best(const Node& subject, ClassIndex index, std::size_t limit,
                  const std::vector<std::int32_t>& bounds,
                  const std::function<void(Target)>& enter);

 private:
  struct Search;
  void add_words(const Node& subject, ClassIndex index);
  void add_meaning(const Node& subject, ClassIndex index);
  void add_ties(const Node& subject, ClassIndex index);
  Ties& tie(Slot slot);
  void visit_tied(Search& search);
  void sweep(Search& search);
  void hit(Search& search, Slot slot, Steps steps);

  const NodeSet* nodes_;
  std::vector<std::int32_t> sums_;  // zero between two searches, as are the ties
  std::vector<float> cosines_;
  std::vector<Ties> ties_;
  std::vector<Slot> tied_;
};

}  // namespace isthmus::links

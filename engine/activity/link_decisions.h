// What people have decided about links, for readers: a table in memory that readers share and nobody
// changes; a decision makes a new one, which shares all but two of its parts with the old one.
//
// A decision holds in both directions. Records need not be there: a decision waits for them.
//
// Shape: about 200 bytes a decision; a lookup is one of a hash table; a decision copies a thousandth
// of the table.
// Errors: those of the store.
// Threads: reading from any; apply() while nobody else has the table.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/store/store.h"
#include "schema/activity.h"
#include "schema/result.h"

namespace isthmus::activity {

// What was decided of the link between a record and this one.
struct Decided {
  std::string other;
  LinkState state = LinkState::kProposed;  // kConfirmed or kRejected
};

class LinkDecisions {
 public:
  LinkDecisions() = default;

  // kProposed when nobody has decided.
  LinkState state_of(std::string_view id, std::string_view other) const;
  // Everything about the links of a record, by the other's id; empty for most.
  const std::vector<Decided>& of(std::string_view id) const;
  std::uint64_t size() const { return size_; }

  // Takes the decision in, or out with kProposed.
  void apply(const LinkDecision& decision);
  // The table with the decision taken in; this one stays as it is.
  std::shared_ptr<const LinkDecisions> with(const LinkDecision& decision) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>{}(id); }
  };
  using Part = std::unordered_map<std::string, std::vector<Decided>, Hash, std::equal_to<>>;
  static constexpr std::size_t kParts = 1024;

  LinkDecisions(const LinkDecisions&) = default;  // shares the parts
  static std::size_t part_of(std::string_view id) { return Hash{}(id) % kParts; }
  void set(const std::string& id, const std::string& other, LinkState state);

  std::array<std::shared_ptr<Part>, kParts> parts_;  // null for an empty one
  std::uint64_t size_ = 0;
};

// Calls visit(decision) for every stored decision in the order of their keys, and damaged(problem),
// a sentence, for what cannot be read or does not stand where it belongs.
Result<void> for_each_decision(const store::View& store,
                               const std::function<void(LinkDecision)>& visit,
                               const std::function<void(std::string)>& damaged);

// What can be read, in the order of the keys.
Result<std::vector<LinkDecision>> stored_decisions(const store::View& store);
// The table of what can be read.
Result<std::shared_ptr<const LinkDecisions>> read_decisions(
    const store::View& store, const std::function<void(std::string)>& damaged);

}  // namespace isthmus::activity

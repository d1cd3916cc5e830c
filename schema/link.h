// The link: why one record is a counterpart of another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"

namespace isthmus {

enum class Relation : std::uint8_t {
  kSimilar = 0,
  kCites = 1,
  kSameWork = 2,
  kApplies = 3,
  kExplains = 4
};
enum class LinkState : std::uint8_t { kProposed = 0, kConfirmed = 1, kRejected = 2 };

std::string_view name_of(Relation relation);  // "similar", "cites", …
std::string_view name_of(LinkState state);
// kSimilar for an unknown name.
Relation relation_from_name(std::string_view name);

// What a person can check: shared terms as they stand in the texts, shared identifiers, codes,
// equipment.
struct Evidence {
  std::vector<std::string> terms;        // strongest first, at most 8
  std::vector<std::string> identifiers;  // "doi:10.…" that one cites and the other is, or both name

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "terms", self.terms);
    visit(2, "identifiers", self.identifiers);
  }
  bool operator==(const Evidence&) const = default;
};

struct Link {
  std::string target;       // record id
  Side side = Side::kNone;  // of the target
  Relation relation = Relation::kSimilar;
  LinkState state = LinkState::kProposed;
  double score = 0;  // 0-1; stored in steps of 1/65535
  Evidence evidence;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "target", self.target);
    visit(2, "side", self.side);
    visit(3, "relation", self.relation);
    visit(4, "state", self.state);
    visit(5, "score", self.score);
    visit(6, "evidence", self.evidence);
  }
  bool operator==(const Link&) const = default;
};

// The stored counterparts of one face of a record: the best public targets and the best restricted
// targets, each ranked by score, then by the hash of the target's id. A reader filters the second
// list by what the viewer may see.
struct LinkList {
  std::vector<Link> public_targets;
  std::vector<Link> restricted_targets;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "public_targets", self.public_targets);
    visit(2, "restricted_targets", self.restricted_targets);
  }
  bool operator==(const LinkList&) const = default;
};

}  // namespace isthmus

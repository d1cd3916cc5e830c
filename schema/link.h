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

// What a person can check: shared terms and codes as they stand in the texts, shared identifiers,
// people and organisations behind both.
struct Evidence {
  std::vector<std::string> terms;        // strongest first, at most 8
  std::vector<std::string> identifiers;  // "doi:10.…" that one cites and the other is, or both name
  std::vector<std::string> names;        // of people and organisations, at most 8

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "terms", self.terms);
    visit(2, "identifiers", self.identifiers);
    visit(3, "names", self.names);
  }
  bool operator==(const Evidence&) const = default;
};

struct Link {
  std::string target;       // record id
  Side side = Side::kNone;  // of the target
  Relation relation = Relation::kSimilar;
  LinkState state = LinkState::kProposed;
  double strength = 0;  // 0-1, in steps of 1/65535: what ranks; engine/links/calibration.h makes
                        // a likelihood of it
  Evidence evidence;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "target", self.target);
    visit(2, "side", self.side);
    visit(3, "relation", self.relation);
    visit(4, "state", self.state);
    visit(5, "strength", self.strength);
    visit(6, "evidence", self.evidence);
  }
  bool operator==(const Link&) const = default;
};

// The stored counterparts of one face of a record: the best public targets and the best restricted
// targets, each ranked by strength, then by the hash of the target's id. A reader filters the second
// list by what the viewer may see.
struct LinkList {
  std::vector<Link> public_targets;
  std::vector<Link> restricted_targets;
  double last = 0;  // strength of the last public target; known when only the first ones are read

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "public_targets", self.public_targets);
    visit(2, "restricted_targets", self.restricted_targets);
    visit(3, "last", self.last);
  }
  bool operator==(const LinkList&) const = default;
};

// What a strong link is in this repository: the median, over the public records of a side, of the
// strength of each one's best public link. 0: not known.
struct LinkScale {
  double of_academic = 0;
  double of_practice = 0;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "of_academic", self.of_academic);
    visit(2, "of_practice", self.of_practice);
  }
  bool operator==(const LinkScale&) const = default;
};

}  // namespace isthmus

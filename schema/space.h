// The space of meaning as it is stored: what engine/vectors learned from the public records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace isthmus {

// How the present space was learned; kept apart from its terms because it is read often.
struct SpaceState {
  std::uint32_t version = 0;          // counts the trainings of this repository, from 1
  std::uint64_t profiles = 0;         // public ones at that time
  std::uint64_t public_position = 0;  // Change::public_position, likewise
  std::uint64_t lexicons = 0;         // hash of what is known of each of them, likewise

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "version", self.version);
    visit(2, "profiles", self.profiles);
    visit(3, "public_position", self.public_position);
    visit(4, "lexicons", self.lexicons);
  }
  bool operator==(const SpaceState&) const = default;
};

// One word of the space. A text stands at the weighted sum of its words' rows.
struct SpaceTerm {
  std::string term;   // as in a profile: stem, Han word, code
  double weight = 0;  // of one occurrence: its rarity, and what one step of the row is worth
  std::string row;    // one signed byte a dimension

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "term", self.term);
    visit(2, "weight", self.weight);
    visit(3, "row", self.row);
  }
  bool operator==(const SpaceTerm&) const = default;
};

struct SpaceTerms {
  std::vector<SpaceTerm> terms;  // sorted by term

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "terms", self.terms);
  }
  bool operator==(const SpaceTerms&) const = default;
};

}  // namespace isthmus

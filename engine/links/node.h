// A node of the graph: the profile of one face of a record, with numbers for strings. And how nodes
// are addressed.
//
// Nodes of one side and one face form a class and have slots of their own, so that a pass over the
// possible targets of a node is a pass over plain arrays.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/links/score.h"
#include "schema/face.h"
#include "schema/record.h"

namespace isthmus::links {

using ClassIndex = std::uint32_t;
using Slot = std::uint32_t;
using NodeRef = std::uint32_t;

inline constexpr std::size_t kClasses = 6;  // sides (none, academic, practice) times faces

inline ClassIndex class_index(Side side, Face face) {
  const bool has_side = side == Side::kAcademic || side == Side::kPractice;
  return 2 * static_cast<ClassIndex>(has_side ? side : Side::kNone) + static_cast<ClassIndex>(face);
}
inline Side side_of_class(ClassIndex index) { return static_cast<Side>(index / 2); }
inline Face face_of_class(ClassIndex index) { return static_cast<Face>(index % 2); }
// The class of what this class links to, with the given face. A class without side has none; ask
// side_of_class() first.
inline ClassIndex target_class(ClassIndex source, Face face) {
  return class_index(other_side(side_of_class(source)), face);
}

inline constexpr unsigned kSlotBits = 29;
inline NodeRef node_ref(ClassIndex index, Slot slot) { return index << kSlotBits | slot; }
inline ClassIndex class_of(NodeRef node) { return node >> kSlotBits; }
inline Slot slot_of(NodeRef node) { return node & ((1u << kSlotBits) - 1); }

inline constexpr std::uint32_t kSameSurface = 0xffffffff;  // the surface equals the term

struct NodeTerm {
  std::uint32_t term = 0;
  std::uint32_t surface = kSameSurface;
  std::uint32_t count = 0;
};

struct SignatureTerm {
  std::uint32_t term = 0;
  std::uint32_t surface = kSameSurface;
  std::int32_t weight = 0;
};

struct Node {
  Identity identity;
  std::uint64_t hash = 0;  // of the id
  std::uint32_t serial = 0;
  ClassIndex index = 0;
  std::vector<NodeTerm> terms;
  std::vector<NodeTerm> names;           // Profile::names
  std::vector<SignatureTerm> signature;  // of terms, and rare names with weight 0; sorted by term
  std::uint8_t han_share = 0;            // score.h
  std::string meaning;  // packed direction (engine/vectors/space.h); empty: says nothing

  Rank rank(Steps steps) const { return {steps, hash, identity.id}; }
};

}  // namespace isthmus::links

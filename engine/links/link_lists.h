// The list of best targets of every node, and which lists have still to be worked out or written.
//
// Each node has two lists, one a face of its targets. A list is settled, or it waits: new nodes for
// their first pass, others because a member has gone. Settled lists have bounds, by which a pass
// finds whose list a new node enters.
//
// Shape: about 200 bytes a node.
// Threads: set_lists() of different nodes from several; everything else from one.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/links/matcher.h"

namespace isthmus::links {

enum class ListState : std::uint8_t { kNew, kMemberGone, kSettled };

using Lists = std::array<TargetList, kFaces.size()>;  // by the face of the targets

class LinkLists {
 public:
  // A node without lists in state kNew.
  void add(NodeRef ref);
  void remove(NodeRef ref);

  const Lists& lists(NodeRef ref) const { return entry(ref).lists; }
  ListState state(NodeRef ref) const { return entry(ref).state; }
  bool is_written(NodeRef ref) const { return entry(ref).written; }
  void set_written(NodeRef ref) { entry(ref).written = true; }

  // Gives the node its lists and settles it; not yet written.
  void set_lists(NodeRef ref, Lists lists);
  // Takes the list as one whose member has gone.
  void forget(NodeRef ref);
  // Enters `target`, of class `index`, into the list of a settled node, when it belongs there.
  void enter(const NodeSet& nodes, NodeRef ref, ClassIndex index, Target target);

  // The bounds of the nodes of class `index` for targets with this face: whole blocks.
  const std::vector<std::int32_t>& bounds(ClassIndex index, Face face) const {
    return classes_[index].bounds[index_of(face)];
  }

 private:
  struct Entry {
    Lists lists;
    ListState state = ListState::kNew;
    bool written = false;  // as it is now
  };
  struct Class {
    std::vector<Entry> entries;
    std::array<std::vector<std::int32_t>, kFaces.size()> bounds;
  };

  const Entry& entry(NodeRef ref) const { return classes_[class_of(ref)].entries[slot_of(ref)]; }
  Entry& entry(NodeRef ref) { return classes_[class_of(ref)].entries[slot_of(ref)]; }
  void set_bounds(NodeRef ref);

  std::array<Class, kClasses> classes_;
};

}  // namespace isthmus::links

#include "engine/links/link_lists.h"

#include "engine/links/graph.h"

namespace isthmus::links {

void LinkLists::add(NodeRef ref) {
  Class& members = classes_[class_of(ref)];
  if (slot_of(ref) >= members.entries.size()) {
    members.entries.resize(slot_of(ref) + 1);
    for (auto& bounds : members.bounds)
      bounds.resize(whole_blocks(members.entries.size()), kUnreachable);
  }
  members.entries[slot_of(ref)] = {};
  set_bounds(ref);
}

void LinkLists::remove(NodeRef ref) {
  entry(ref) = {};
  set_bounds(ref);
}

void LinkLists::set_lists(NodeRef ref, Lists lists) {
  entry(ref) = {std::move(lists), ListState::kSettled, false};
  set_bounds(ref);
}

void LinkLists::forget(NodeRef ref) {
  entry(ref).state = ListState::kMemberGone;
  set_bounds(ref);
}

void LinkLists::enter(const NodeSet& nodes, NodeRef ref, ClassIndex index, Target target) {
  Entry& own = entry(ref);
  if (own.state != ListState::kSettled) return;
  TargetList& list = own.lists[index_of(face_of_class(index))];
  if (!offer(nodes, index, target, kStoredLinks, list)) return;
  own.written = false;
  set_bounds(ref);
}

void LinkLists::set_bounds(NodeRef ref) {
  const Entry& own = entry(ref);
  for (std::size_t face = 0; face < kFaces.size(); ++face) {
    classes_[class_of(ref)].bounds[face][slot_of(ref)] =
        own.state == ListState::kSettled ? bound_of(own.lists[face], kStoredLinks) : kUnreachable;
  }
}

}  // namespace isthmus::links

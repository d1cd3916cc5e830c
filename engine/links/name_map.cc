#include "engine/links/name_map.h"

#include <algorithm>

namespace isthmus::links {

void NameMap::insert(std::uint64_t name, std::uint32_t node) {
  if (free_ == kEnd) {
    if (entries_.size() >= heads_.size()) grow();
    free_ = static_cast<std::uint32_t>(entries_.size());
    entries_.emplace_back();
  }
  const std::uint32_t at = free_;
  free_ = entries_[at].next;
  std::uint32_t& head = heads_[bucket(name)];
  entries_[at] = {name, node, head};
  head = at;
}

void NameMap::erase(std::uint64_t name, std::uint32_t node) {
  if (heads_.empty()) return;
  for (std::uint32_t* link = &heads_[bucket(name)]; *link != kEnd; link = &entries_[*link].next) {
    const std::uint32_t at = *link;
    if (entries_[at].name != name || entries_[at].node != node) continue;
    *link = entries_[at].next;
    entries_[at] = {0, 0, free_};
    free_ = at;
    return;
  }
}

// Only called when no entry is unused.
void NameMap::grow() {
  heads_.assign(std::max<std::size_t>(16, heads_.size() * 2), kEnd);
  for (std::uint32_t at = 0; at < entries_.size(); ++at) {
    std::uint32_t& head = heads_[bucket(entries_[at].name)];
    entries_[at].next = head;
    head = at;
  }
}

}  // namespace isthmus::links

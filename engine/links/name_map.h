// Many-to-many from the hash of a name (record id, identifier) to nodes: one flat table of chained
// entries, 16 bytes each, because references are many and mostly point at nothing.
//
// Not a set of names: two names of one hash share their nodes; callers compare the names where that
// matters. Threads: const methods from any while nobody writes.
#pragma once

#include <cstdint>
#include <vector>

namespace isthmus::links {

class NameMap {
 public:
  void insert(std::uint64_t name, std::uint32_t node);
  void erase(std::uint64_t name,
             std::uint32_t node);  // one entry of this pair; nothing when there is none

  template <typename Visit>
  void visit(std::uint64_t name, Visit&& each) const {
    if (heads_.empty()) return;
    for (std::uint32_t at = heads_[bucket(name)]; at != kEnd; at = entries_[at].next) {
      if (entries_[at].name == name) each(entries_[at].node);
    }
  }

 private:
  static constexpr std::uint32_t kEnd = 0xffffffff;
  struct Entry {
    std::uint64_t name = 0;
    std::uint32_t node = 0;
    std::uint32_t next = kEnd;
  };

  std::size_t bucket(std::uint64_t name) const { return name & (heads_.size() - 1); }
  void grow();

  std::vector<std::uint32_t> heads_;  // a power of two of them
  std::vector<Entry> entries_;
  std::uint32_t free_ = kEnd;  // chain of unused entries
};

}  // namespace isthmus::links

#include "engine/index/term_table.h"

#include <algorithm>
#include <utility>

#include "schema/hash.h"

namespace isthmus::index {
namespace {

// Eight bytes as a number that compares as they do.
std::uint64_t head_of(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i)
    head = head << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return head;
}

}  // namespace

TermTable::Slot TermTable::slot_of(std::string_view term) {
  const std::size_t mask = buckets_.size() - 1;
  std::size_t at = hash64(term) & mask;
  for (; buckets_[at] != kNone; at = (at + 1) & mask) {
    if (text_of(entries_[buckets_[at]]) == term) return buckets_[at];
  }
  const auto slot = static_cast<Slot>(entries_.size());
  buckets_[at] = slot;
  entries_.push_back({static_cast<std::uint32_t>(text_.size()),
                      static_cast<std::uint32_t>(term.size()), 0, 0, kNone});
  text_ += term;
  if (entries_.size() * 2 > buckets_.size()) grow();
  return slot;
}

void TermTable::grow() {
  buckets_.assign(buckets_.size() * 2, kNone);
  const std::size_t mask = buckets_.size() - 1;
  for (Slot slot = 0; slot < entries_.size(); ++slot) {
    std::size_t at = hash64(text_of(entries_[slot])) & mask;
    while (buckets_[at] != kNone) at = (at + 1) & mask;
    buckets_[at] = slot;
  }
}

// By the bytes of the terms; the first eight of them decide nearly always.
std::vector<TermTable::Slot> TermTable::order() const {
  std::vector<std::pair<std::uint64_t, Slot>> heads;
  heads.reserve(entries_.size());
  for (Slot slot = 0; slot < entries_.size(); ++slot)
    heads.push_back({head_of(text_of(entries_[slot])), slot});
  std::sort(heads.begin(), heads.end(), [this](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return text_of(entries_[a.second]) < text_of(entries_[b.second]);
  });
  std::vector<Slot> order;
  order.reserve(heads.size());
  for (const auto& [head, slot] : heads) order.push_back(slot);
  return order;
}

Document TermTable::document(std::string id, std::string columns) const {
  const std::vector<Slot> order = this->order();
  Document made;
  made.id_ = std::move(id);
  made.columns_ = std::move(columns);
  made.terms_.reserve(order.size());
  made.text_.reserve(text_.size());
  std::vector<std::uint32_t> next(order.size());  // where the next position of a term goes
  std::uint32_t positions_end = 0;
  for (const Slot slot : order) {
    const Entry& entry = entries_[slot];
    made.text_ += text_of(entry);
    next[slot] = positions_end;
    positions_end += entry.positions;
    made.terms_.push_back(
        {static_cast<std::uint32_t>(made.text_.size()), positions_end, entry.count});
  }
  made.positions_.resize(placed_.size());
  for (const auto& [slot, position] : placed_) made.positions_[next[slot]++] = position;
  return made;
}

}  // namespace isthmus::index

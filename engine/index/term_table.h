// The terms of a document while it is made: each stands once, with how often it counts and where.
//
// Distinct terms are found by their hash, and sorted once at the end. Internal to engine/index.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/index/document.h"

namespace isthmus::index {

class TermTable {
 public:
  // A term of this table.
  using Slot = std::uint32_t;

  Slot slot_of(std::string_view term);
  void count(Slot slot, std::uint32_t times) { entries_[slot].count += times; }
  // Positions of one term come in rising order.
  void place(Slot slot, std::uint32_t position) {
    placed_.push_back({slot, position});
    ++entries_[slot].positions;
  }

  // The stem of a word, so that it is looked for once.
  bool has_stem(Slot word) const { return entries_[word].stem != kNone; }
  Slot stem_of(Slot word) const { return entries_[word].stem; }
  void keep_stem(Slot word, Slot stem) { entries_[word].stem = stem; }

  Document document(std::string id, std::string columns) const;

 private:
  static constexpr Slot kNone = 0xffffffff;

  struct Entry {
    std::uint32_t begin = 0;  // of its bytes in text_
    std::uint32_t size = 0;
    std::uint32_t count = 0;
    std::uint32_t positions = 0;
    Slot stem = kNone;
  };
  struct Placed {
    Slot slot = 0;
    std::uint32_t position = 0;
  };

  std::string_view text_of(const Entry& entry) const {
    return std::string_view(text_).substr(entry.begin, entry.size);
  }
  void grow();
  std::vector<Slot> order() const;

  std::string text_;
  std::vector<Entry> entries_;
  std::vector<Slot> buckets_ = std::vector<Slot>(512, kNone);  // by hash, at most half full
  std::vector<Placed> placed_;
};

}  // namespace isthmus::index

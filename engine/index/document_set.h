// A set of document numbers as bits: what boolean conditions are evaluated with when every match
// has to be counted.
//
// Shape: one bit a number up to the highest; a million documents are 125 kB.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace isthmus::index {

class DocumentSet {
 public:
  explicit DocumentSet(std::uint32_t highest = 0) : words_(highest / 64 + 1) {}

  // `serial` is at most the highest number that the set was made for.
  void insert(std::uint32_t serial) { words_[serial / 64] |= std::uint64_t{1} << (serial % 64); }

  // The other set was made for the same highest number.
  void unite(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void intersect(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void subtract(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }

  bool empty() const {
    for (const std::uint64_t word : words_) {
      if (word != 0) return false;
    }
    return true;
  }

  std::uint64_t count() const {
    std::uint64_t total = 0;
    for (const std::uint64_t word : words_)
      total += static_cast<std::uint64_t>(std::popcount(word));
    return total;
  }

  // Calls visit(serial) in ascending order.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
        visit(
            static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
      }
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace isthmus::index

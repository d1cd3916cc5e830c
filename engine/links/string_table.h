// Strings numbered from 0 in the order in which they are first met. Numbers say nothing outside
// this process.
//
// Shape: about 60 bytes a string; a look-up is one probe of a flat table and one comparison.
// Threads: const methods from any while nobody interns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::links {

class StringTable {
 public:
  std::uint32_t intern(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const;
  void reserve(std::size_t strings);

  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t number) const {
    return texts_[number];
  }  // until the next intern()
  std::uint64_t hash(std::uint32_t number) const { return hashes_[number]; }  // hash64 of the text

 private:
  static constexpr std::uint32_t kEmpty = 0xffffffff;
  // The place of the string, or the empty place where it belongs.
  std::size_t place_of(std::string_view text, std::uint64_t hash) const;
  void grow(std::size_t places);

  std::vector<std::string> texts_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> places_;  // a power of two, at most half of them taken
};

}  // namespace isthmus::links

// Strings numbered from 0 in the order in which they are first met. Numbers say nothing outside
// this process.
//
// Threads: const methods from any while nobody interns.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/hash.h"

namespace isthmus::links {

class StringTable {
 public:
  std::uint32_t intern(std::string_view text) {
    const Key key{text, hash64(text)};
    if (const auto found = numbers_.find(key); found != numbers_.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    hashes_.push_back(key.hash);
    numbers_.emplace(Key{texts_.back(), key.hash}, number);
    return number;
  }

  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t number) const { return texts_[number]; }
  std::uint64_t hash(std::uint32_t number) const { return hashes_[number]; }

 private:
  struct Key {
    std::string_view text;
    std::uint64_t hash = 0;
    bool operator==(const Key& other) const { return hash == other.hash && text == other.text; }
  };
  struct Hash {
    std::size_t operator()(const Key& key) const { return key.hash; }
  };

  std::deque<std::string> texts_;  // never moves what keys point at
  std::vector<std::uint64_t> hashes_;
  std::unordered_map<Key, std::uint32_t, Hash> numbers_;
};

}  // namespace isthmus::links

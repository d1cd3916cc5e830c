// A word of the public index and how many records have it. For engine/search alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace isthmus::search {

struct CountedWord {
  std::string word;  // folded
  std::uint32_t documents = 0;
};

// The most frequent first, ties by the word; the first `limit` of them.
inline void keep_most_frequent(std::vector<CountedWord>& words, std::size_t limit) {
  std::sort(words.begin(), words.end(), [](const CountedWord& a, const CountedWord& b) {
    return a.documents != b.documents ? a.documents > b.documents : a.word < b.word;
  });
  if (words.size() > limit) words.resize(limit);
}

}  // namespace isthmus::search

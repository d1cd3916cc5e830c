// Spellings of one English term that records have beside each other: "feed rate" and "feedrate",
// "colour" and "color". For a person to accept, as the other proposals.
//
// Two words in line, with a blank or hyphen between them, and their letters as one word somewhere
// else; or a word in its British and in its American ending. Each has to stand in two records at
// least. Plurals are left to stemming.
//
// Shape: memory is bounded as in indexer/pipeline/proposals.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::pipeline {

struct SpellingPair {
  std::string term;  // the two words, or the British ending
  std::string other;
  std::uint64_t records = 0;          // of the rarer one
  std::vector<std::string> examples;  // ids of a record with each
};

class SpellingCounts {
 public:
  explicit SpellingCounts(std::size_t most) : most_(most) {}

  // A text of a record, all texts of one after each other.
  void add(const std::string& id, std::string_view text);

  std::vector<SpellingPair> pairs() const;

 private:
  struct Seen {
    std::uint64_t records = 0;
    std::string example;
  };
  using Counts = std::map<std::string, Seen>;

  void count(const std::string& id, const std::string& form, Counts& counts);
  static void add_pair(const Counts::value_type& term, const Counts::value_type& other,
                       std::vector<SpellingPair>& all);

  std::size_t most_;  // forms of each sort
  std::uint64_t rare_ = 0;
  std::string record_;
  std::set<std::string> of_record_;
  Counts words_;
  Counts couples_;  // two words with a blank
};

}  // namespace isthmus::pipeline

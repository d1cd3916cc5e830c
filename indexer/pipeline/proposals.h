// Pairs of terms that public records introduce as meaning the same, or spell in two ways, for a
// person to accept into a lexicon or to refuse (engine/lexicon/gloss.h and spellings.h say how they
// are found).
//
// Where a Chinese term begins is decided over all records that gloss it the same way: of 采取数控机床
// and 三轴数控机床 the end that half of them share is the term.
//
// Only public faces are read, so that a proposal tells of nothing else.
//
// Shape: memory is bounded: above 200,000 pairs those that fewest records have are forgotten.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/lexicon/gloss.h"
#include "engine/store/store.h"
#include "indexer/pipeline/spellings.h"
#include "schema/record.h"
#include "schema/result.h"

namespace isthmus::pipeline {

struct Proposal {
  lexicon::GlossKind kind = lexicon::GlossKind::kAbbreviation;
  std::string term;
  std::string other;
  std::uint64_t records = 0;          // that have it
  std::vector<std::string> examples;  // ids of the first two of them
};

class Gathering {
 public:
  explicit Gathering(std::size_t most_pairs = 200'000)
      : most_pairs_(most_pairs), spellings_(most_pairs) {}

  // A text of a record: in the order of ids, all texts of one after each other.
  void add(const std::string& id, std::string_view text);

  // The most frequent first.
  std::vector<Proposal> proposals() const;

 private:
  struct Writing {
    std::string term;  // as first written
    std::string other;
    std::uint64_t records = 0;
    std::vector<std::string> examples;
  };
  using Writings = std::map<std::string, Writing>;  // by the term's key

  void add_gloss(const std::string& id, const lexicon::Gloss& gloss);
  bool has_like(const std::string& id, const std::string& other, const std::string& term);
  void forget_rare();
  std::vector<Proposal> spellings() const;

  std::size_t most_pairs_;
  std::size_t pairs_ = 0;
  std::uint64_t rare_ = 0;       // pairs of so many records were forgotten
  std::string record_;           // the one whose texts are being added
  std::set<std::string> likes_;  // what it has given, as has_like() knows it
  SpellingCounts spellings_;
  std::map<std::string, Writings> by_other_;  // kind and key of the other term -> writings
};

struct ProposingOptions {
  std::size_t most = 50;                             // proposals
  std::function<void(std::uint64_t done)> progress;  // records; may be empty
  const std::atomic<bool>* stop = nullptr;           // ends the reading when it becomes true
};

// Of all records, without those that a lexicon has or a person decided on. Errors: those of the
// store, kCorrupt.
Result<std::vector<Proposal>> propose(const store::View& view, const ProposingOptions& options);

}  // namespace isthmus::pipeline

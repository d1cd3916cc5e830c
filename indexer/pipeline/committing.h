// The writing end of the pipeline: batches in source order go into the target; what a source no
// longer gives is removed; duplicates are refused.
//
// Files that describe one work are one record (indexer/pipeline/joining.h).
//
// An id belongs to the first source that gives it. When a later source gives it too, the matter is
// left open until all sources have been read: the first may have stopped giving it in the same run
// (a record that moved from one file to another), and then the later one has it.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/parsers/tally.h"
#include "indexer/pipeline/batch.h"
#include "indexer/pipeline/joining.h"
#include "indexer/pipeline/report.h"
#include "indexer/pipeline/target.h"

namespace isthmus::pipeline {

class Committer {
 public:
  Committer(Target& target, const Observer& observer, AddReport& report)
      : target_(target), observer_(observer), report_(report), joiner_(target) {}

  Result<void> commit(ReadyBatch batch);
  // Keys of sources that are there under another path now.
  const std::set<std::string>& renamed_sources() const { return renamed_sources_; }

  // After the last batch: decides what was left open. What vanished sources gave may be taken over.
  Result<void> finish(const std::set<std::string>& vanished_keys);

  // Removes what the vanished source had given. The number of records.
  Result<std::uint64_t> remove_source(const std::string& collection, const std::string& path);

 private:
  // A source between its first and its last batch.
  struct Open {
    std::shared_ptr<const SourceFile> source;
    std::unordered_map<std::string, std::uint64_t> lines;    // id -> the line that gave it
    std::unordered_map<std::string, std::uint64_t> repeats;  // id made from content -> how often
    parsers::Tally tally;
    std::uint64_t records = 0;
    bool is_to_be_read_again = false;  // what was refused depends on other sources
  };
  // An item whose id another source has.
  struct Contested {
    std::shared_ptr<const SourceFile> source;
    Item item;
  };

  Result<void> commit_item(Item item);
  Result<void> join(const std::string& home, Item item);
  Result<void> put(const std::string& source_key, Item item);
  // Takes away what the source said of the record. True: it was all, and the record is gone.
  Result<bool> withdraw(const std::string& id, const std::string& source_key);
  Result<void> tell_unchanged(const SourceFile& source);
  Result<void> close_source();
  Result<void> remove_vanished(const Open& open, const std::string& path);
  Result<std::vector<std::string>> members(const std::string& collection,
                                           const std::string& path) const;
  void refuse(std::uint64_t line, Error error);
  void tell(const std::string& path, const parsers::Tally& tally);

  Target& target_;
  const Observer& observer_;
  AddReport& report_;
  Joiner joiner_;
  Open open_;
  std::vector<Contested> contested_;
  std::set<std::string> renamed_sources_;
};

}  // namespace isthmus::pipeline

// What the repository knows of one collection's sources: which files need not be read again, and
// which new file is a vanished one under another name.
//
// A file is known without reading it while its size, its status change time, its settings and the
// table of parsers are what they were; else its bytes are read and their hash decides.
//
// Threads: any number, nothing changes after load().
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "engine/store/store.h"
#include "indexer/pipeline/roots.h"

namespace isthmus::pipeline {

class KnownSources {
 public:
  // `view` may be null: nothing is known.
  static Result<KnownSources> load(const store::View* view, const Root& root);

  const SourceState* state(const std::string& path) const;

  // A file of the same bytes that was there before and is no more; empty when there is none. Only
  // where the whole folder was walked.
  std::string renamed_from(const std::string& original) const;

  // The path that a new file's records are named after: its own, unless a renamed file's records
  // bear it.
  std::string free_name(const std::string& path) const;

 private:
  std::map<std::string, SourceState> states_;    // by path
  std::map<std::string, std::string> vanished_;  // hash of the bytes -> path
  std::set<std::string> names_;                  // that renamed files keep
};

// The hashes of all originals that sources name (indexer/pipeline/originals.h).
Result<std::set<std::string>> named_originals(const store::View& view);

}  // namespace isthmus::pipeline

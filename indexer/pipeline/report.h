// What `add` did, for people and for programs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/parsers/tally.h"
#include "schema/json.h"

namespace isthmus::pipeline {

// One thing that a user should know: a refusal or a warning.
struct Finding {
  std::string path;  // below the collection's root
  parsers::Tally::Entry entry;
};

struct AddReport {
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t joined = 0;   // files or entries that are part of a record that another file gave
  std::uint64_t refused = 0;  // records, and files of which nothing could be read

  std::uint64_t files = 0;            // read
  std::uint64_t unchanged_files = 0;  // known already, not read again
  std::uint64_t skipped_files = 0;    // pictures and the like
  std::uint64_t vanished_files = 0;   // no longer there, their records kept (or removed with prune)
  std::uint64_t governance = 0;       // organisations, programmes and agreements taken in
  std::uint64_t lexicon_entries = 0;  // of the collections' lexicons

  std::uint64_t public_by_default =
      0;                       // added or updated, and public because nothing said otherwise
  bool is_unconfined = false;  // the kernel took no filter for the parsers' processes
  bool is_interrupted = false;
};

struct Progress {
  std::uint64_t bytes = 0;
  std::uint64_t total_bytes = 0;
  std::uint64_t records = 0;
};

struct Observer {
  std::function<void(const Finding&)> finding = [](const Finding&) {};
  std::function<void(const Progress&)> progress = [](const Progress&) {};
};

// A finding's path, line, code, message and hint.
Json json_of(const Finding& finding);
// Records, bytes, rate and time left, `seconds` after the beginning.
Json json_of(const Progress& progress, double seconds);
// All counts.
Json json_of(const AddReport& report);
// "added 3, updated 0, unchanged 1, removed 0, refused 0"
std::string counts_text(const AddReport& report);

}  // namespace isthmus::pipeline

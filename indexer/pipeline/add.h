// Taking in sources: files and folders to records in the repository, incrementally.
//
// One thread reads and parses, some work the records out, the calling thread writes them in source
// order: the result is the same whatever the number of workers. Memory is bounded by the number of
// batches under way and the largest file.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "indexer/parsers/settings.h"
#include "indexer/pipeline/originals.h"
#include "indexer/pipeline/report.h"
#include "indexer/pipeline/roots.h"
#include "indexer/pipeline/target.h"
#include "schema/result.h"

namespace isthmus::pipeline {

enum class Vanished : std::uint8_t { kKeep, kRemove };

struct AddOptions {
  parsers::Defaults defaults;           // of the command line
  Vanished vanished = Vanished::kKeep;  // what becomes of records whose file is gone
  std::size_t jobs = 0;                 // workers; 0: one for each hardware thread
  // Parsers run in processes of this program (indexer/sandbox); empty: in this one.
  std::string parser_program;
  const Originals* originals = nullptr;  // where the files are kept; null: nowhere
  const std::atomic<bool>* stop =
      nullptr;  // becomes true when the user interrupts; what was put in until then is kept
};

// Errors: kDuplicate when a collection's name is taken by another root; those of the target. What
// is refused is told to the observer and counted.
Result<AddReport> add(const std::vector<Root>& roots, const AddOptions& options, Target& target,
                      const Observer& observer);

}  // namespace isthmus::pipeline

// Taking in with the writer that the watcher holds: a folder or some files of it, a submission of
// the spool, a harvest.
//
// After an error that may have left something half done, the writer is dropped (held_writer.h), so
// that nothing of it is ever written.
//
// Errors: those of pipeline::add and harvest::harvest.
// Threads: one.
#pragma once

#include <atomic>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "indexer/harvest/harvest.h"
#include "indexer/pipeline/add.h"
#include "indexer/watch/held_writer.h"
#include "indexer/watch/plan.h"

namespace isthmus::watch {

struct Tools {
  HeldWriter& writer;
  std::string parser_program;
  std::size_t jobs = 0;
  const std::atomic<bool>& stop;  // a wish to end the piece of work under way
};

// What is to be looked at in a folder.
struct Look {
  const FolderPlan& folder;
  bool is_whole = true;
  std::set<std::string> paths;         // when it is not whole
  std::set<std::string> half_written;  // left alone for now
};

struct FolderResult {
  pipeline::AddReport report;
  bool is_whole = true;  // named files may have turned out to concern the whole folder
};

Result<FolderResult> look_at(const Look& look, Tools& tools, const pipeline::Observer& observer);

Result<harvest::HarvestReport> harvest_once(const HarvestPlan& plan, Tools& tools,
                                            const harvest::HarvestObserver& observer);

struct SubmissionResult {
  bool is_taken_in = false;
  std::string text;      // JSON, as the spool keeps it
  std::string sentence;  // for people
  pipeline::AddReport report;
};

// Takes in the submission and concludes it. Errors: of this moment, when it goes on waiting.
Result<SubmissionResult> take_submission(const std::string& id, Tools& tools,
                                         const pipeline::Observer& observer);

// Removes the originals that nothing names any more.
Result<void> sweep_originals(Tools& tools);

}  // namespace isthmus::watch

// The watcher's state as others may ask for it: what it follows, what it is at, what comes next.
//
// Threads: any; whoever reads or changes it holds `mutex`.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "indexer/pipeline/report.h"
#include "indexer/watch/memory.h"
#include "indexer/watch/plan.h"

namespace isthmus::watch {

using Clock = std::chrono::steady_clock;

struct FolderState {
  FolderPlan plan;
  bool is_watched = false;  // the kernel tells of changes everywhere below
  std::size_t pending = 0;  // paths that have changed and are not taken in
  std::int64_t last = 0;    // when the last look ended, seconds since 1970
  bool was_whole = false;
  Clock::time_point next_scan;
  pipeline::AddReport report;  // of the last look
  std::string error;           // of the last look; empty: none
};

struct HarvestState {
  HarvestPlan plan;
  Run run;
  Clock::time_point next;
  bool has_run = false;  // since the start
  pipeline::AddReport report;
};

struct Board {
  mutable std::mutex mutex;
  std::filesystem::path repository;
  std::int64_t started = 0;
  std::vector<FolderState> folders;
  std::vector<HarvestState> harvests;
  std::size_t submissions = 0;  // that wait
  std::uint64_t submissions_taken = 0;
  std::uint64_t submissions_refused = 0;
  std::uint64_t jobs_done = 0;
  std::string work;       // "folder", "harvest", "submission", "job"; empty: at rest
  std::string work_name;  // which
  std::int64_t work_began = 0;
  pipeline::Progress progress;  // of it
};

// `waiting`: the command lines of the jobs that wait.
std::string status_json(const Board& board, const std::vector<std::string>& waiting);
// The same for people.
std::string status_text(const std::string& json);

}  // namespace isthmus::watch

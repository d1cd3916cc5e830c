// When the harvests ran: DIR/watch.state, so that a start knows what was missed.
//
// A file that is not there or not understood says that nothing ran.
// Errors: kIo, kDiskFull.
// Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "schema/result.h"

namespace isthmus::watch {

struct Run {
  std::int64_t last = 0;  // when the last good one began, seconds since 1970; 0: never
  std::int64_t next = 0;
  std::uint64_t failures = 0;  // since the last good one
  std::string error;           // of the last one; empty: it went well
};

using Runs = std::map<std::string, Run>;  // by HarvestPlan::key()

Runs read_runs(const std::filesystem::path& repository);
Result<void> write_runs(const std::filesystem::path& repository, const Runs& runs);

}  // namespace isthmus::watch

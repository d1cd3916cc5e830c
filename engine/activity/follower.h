// The activity of a repository for a process that does not write it: a second searchd, one on a disk
// that it may only read, `check`.
//
// Errors: kNotFound when there is none; kStale when it changes too fast to be followed; those of the
// store.
// Threads: any; what reads the store and poll() wait for each other.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/activity/gap_decisions.h"
#include "engine/activity/link_decisions.h"
#include "engine/store/scratch_directory.h"
#include "engine/store/store.h"
#include "schema/result.h"

namespace isthmus::activity {

class Follower {
 public:
  // `damaged` as for Activity::open, also when decisions are read again. `scratch`: see
  // engine/store/scratch_directory.h.
  static Result<std::unique_ptr<Follower>> open(const std::filesystem::path& repository,
                                                std::function<void(std::string)> damaged,
                                                const std::filesystem::path& scratch = {});

  // As the last poll() found them; never null.
  std::shared_ptr<const LinkDecisions> link_decisions() const;
  // All of them, as they are stored.
  Result<std::vector<LinkDecision>> stored_decisions() const;
  // Likewise, as the last poll() found them.
  Result<std::vector<TakenGap>> taken_gaps() const;
  // Reads what was written since; true when it concerns decisions on links.
  Result<bool> poll();

 private:
  Follower() = default;
  Result<void> load();

  std::function<void(std::string)> damaged_;
  std::unique_ptr<store::ScratchDirectory> scratch_;  // outlives the store
  std::unique_ptr<store::Secondary> store_;
  std::string count_;               // of what is loaded
  mutable std::mutex store_mutex_;  // nobody reads while it catches up
  mutable std::mutex mutex_;        // of `decisions_`
  std::shared_ptr<const LinkDecisions> decisions_;
};

}  // namespace isthmus::activity

// The index as a follower of the change log: takes a round of work and puts it in while the next is
// gathered. Private to engine/repository.
//
// Errors: of index::Writer. An error of a round comes out of the next call, and of every one after
// it.
//
// Threads: one.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "engine/index/writer.h"
#include "engine/repository/work.h"

namespace isthmus::repository {

class IndexFollower {
 public:
  // Opens or creates the index. One that is corrupt or unfinished is made anew, empty: the log has
  // everything.
  static Result<std::unique_ptr<IndexFollower>> open(const std::filesystem::path& directory);
  ~IndexFollower();

  // Waits for the round before and starts this one, which ends in a commit with the watermark.
  Result<void> start(std::vector<Work> work, std::uint64_t watermark);
  Result<void> wait();
  std::uint64_t watermark() const;  // between rounds

 private:
  explicit IndexFollower(std::unique_ptr<index::Writer> writer);
  Result<void> run(std::uint64_t watermark);

  std::unique_ptr<index::Writer> writer_;
  std::vector<Work> work_;  // of the round under way
  std::future<Result<void>> round_;
  std::optional<Error> failure_;
};

}  // namespace isthmus::repository

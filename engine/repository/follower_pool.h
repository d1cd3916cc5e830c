// The two store instances of a reader: one that requests read, one that follows the writer
// meanwhile. Private to engine/repository.
//
// An instance is taken, caught up and given to a generation, which gives it back when the last
// request has let go of it. What is in use is never caught up: it can hide records for a moment
// (engine/store/store.h).
//
// Threads: any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/store/scratch_directory.h"
#include "engine/store/store.h"

namespace isthmus::repository {

struct Follower {
  std::unique_ptr<store::Secondary> store;
  // Changes up to here were seen to be readable; nothing for an instance that has just been opened.
  std::optional<std::uint64_t> verified;
};

class FollowerPool {
 public:
  static constexpr std::size_t kFollowers = 2;

  FollowerPool(std::filesystem::path store, std::unique_ptr<store::ScratchDirectory> scratch);

  // An instance that nobody uses, opened when there are fewer than two; nothing when all are in
  // use.
  Result<std::optional<Follower>> take();
  void give_back(Follower follower);
  void discard(Follower follower);  // closes it, so that the next take() opens a fresh one

 private:
  const std::filesystem::path directory_;
  const std::unique_ptr<store::ScratchDirectory> scratch_;
  std::mutex mutex_;
  std::vector<Follower> idle_;
  std::size_t open_ = 0;
  std::size_t opened_ever_ = 0;
};

}  // namespace isthmus::repository

#include "engine/repository/follower_pool.h"

#include <cerrno>
#include <cstring>

#include <stdlib.h>

namespace isthmus::repository {

Result<std::unique_ptr<ScratchDirectory>> ScratchDirectory::make(std::filesystem::path parent) {
  std::error_code failure;
  if (parent.empty()) parent = std::filesystem::temp_directory_path(failure);
  if (!failure) std::filesystem::create_directories(parent, failure);
  std::string path = (parent / "isthmus-reader-XXXXXX").string();
  if (!failure && !::mkdtemp(path.data())) failure = {errno, std::generic_category()};
  if (failure) {
    return Error{ErrorCode::kIo,
                 "making a scratch folder in \"" + parent.string() + "\": " + failure.message(),
                 "name another scratch folder"};
  }
  return std::unique_ptr<ScratchDirectory>(new ScratchDirectory(path));
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;  // log files of the reader's own; nobody misses or needs them
  std::filesystem::remove_all(path_, ignored);
}

FollowerPool::FollowerPool(std::filesystem::path store, std::unique_ptr<ScratchDirectory> scratch)
    : directory_(std::move(store)), scratch_(std::move(scratch)) {}

Result<std::optional<Follower>> FollowerPool::take() {
  std::string name;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Follower follower = std::move(idle_.back());
      idle_.pop_back();
      return std::optional(std::move(follower));
    }
    if (open_ == kFollowers) return std::optional<Follower>();
    ++open_;
    name = std::to_string(++opened_ever_);
  }
  Result<std::unique_ptr<store::Secondary>> opened =
      store::Secondary::open(directory_, scratch_->path() / name);
  if (opened) return std::optional(Follower{std::move(*opened), std::nullopt});
  const std::lock_guard lock(mutex_);
  --open_;
  return std::move(opened).error();
}

void FollowerPool::give_back(Follower follower) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(follower));
}

void FollowerPool::discard(Follower follower) {
  follower.store.reset();
  const std::lock_guard lock(mutex_);
  --open_;
}

}  // namespace isthmus::repository

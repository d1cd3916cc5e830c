#include "engine/repository/follower_pool.h"

namespace isthmus::repository {

FollowerPool::FollowerPool(std::filesystem::path store,
                           std::unique_ptr<store::ScratchDirectory> scratch)
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

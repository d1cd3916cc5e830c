#include "engine/activity/follower.h"

#include "engine/activity/activity.h"
#include "schema/keys.h"

namespace isthmus::activity {
namespace {

Result<std::string> count_of(const store::View& store) {
  return TRY(store.get(store::Family::kMeta, keys::kActivityCount)).value_or(std::string());
}

}  // namespace

Result<std::unique_ptr<Follower>> Follower::open(const std::filesystem::path& repository,
                                                 std::function<void(std::string)> damaged,
                                                 const std::filesystem::path& scratch) {
  auto follower = std::unique_ptr<Follower>(new Follower());
  follower->damaged_ = std::move(damaged);
  follower->scratch_ = TRY(store::ScratchDirectory::make(scratch));
  follower->store_ = TRY(store::Secondary::open(
      directory_of(repository), follower->scratch_->path(), store::Area::kActivity));
  TRY(follower->load());
  return follower;
}

Result<void> Follower::load() {
  std::string count = TRY(count_of(*store_));
  std::shared_ptr<const LinkDecisions> decisions = TRY(read_decisions(*store_, damaged_));
  count_ = std::move(count);
  const std::lock_guard lock(mutex_);
  decisions_ = std::move(decisions);
  return {};
}

std::shared_ptr<const LinkDecisions> Follower::link_decisions() const {
  const std::lock_guard lock(mutex_);
  return decisions_;
}

Result<std::vector<LinkDecision>> Follower::stored_decisions() const {
  const std::lock_guard lock(store_mutex_);
  return activity::stored_decisions(*store_);
}

Result<std::vector<TakenGap>> Follower::taken_gaps() const {
  const std::lock_guard lock(store_mutex_);
  return activity::taken_gaps(*store_);
}

Result<bool> Follower::poll() {
  const std::lock_guard lock(store_mutex_);
  TRY(store_->catch_up());
  if (TRY(count_of(*store_)) == count_) return false;
  TRY(load());
  return true;
}

}  // namespace isthmus::activity

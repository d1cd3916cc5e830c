#include "searchd/activity.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace isthmus::searchd {
namespace {

void tell_damage(const std::string& problem) { spdlog::error("activity {}", problem); }

Error not_now() {
  return {ErrorCode::kUnavailable, "nothing can be kept here just now",
          "try again, or tell the operator: the log of isthmus-searchd says why"};
}

// The whole error goes to the log: its message names folders of this machine.
Error without_places(const Error& error) {
  spdlog::error("activity not written: {}", to_string(error));
  if (error.code == ErrorCode::kDiskFull)
    return {ErrorCode::kDiskFull, "there is no room to keep this; nothing of it is kept",
            "tell the operator; send it again when there is room"};
  return {ErrorCode::kIo, "this could not be kept", "tell the operator: the log says why"};
}

}  // namespace

ActivityHold::ActivityHold(std::filesystem::path repository) : repository_(std::move(repository)) {
  open();
}

// Another that writes may end, a disk be made writable: what cannot pass by itself is not tried
// again.
void ActivityHold::open() {
  tried_ = std::chrono::steady_clock::now();
  Result<std::unique_ptr<activity::Activity>> opened =
      activity::Activity::open(repository_, tell_damage);
  if (opened) {
    if (!told_.empty()) spdlog::info("activity written from now on");
    told_.clear();
    const std::lock_guard lock(mutex_);
    writer_ = std::move(*opened);
    follower_.reset();
    return;
  }
  tell(opened.error());
  if (follower()) return;
  Result<std::unique_ptr<activity::Follower>> followed =
      activity::Follower::open(repository_, tell_damage);
  if (!followed) return;
  const std::lock_guard lock(mutex_);
  follower_ = std::move(*followed);
}

void ActivityHold::tell(const Error& error) {
  std::string problem = to_string(error);
  if (problem == told_) return;
  told_ = std::move(problem);
  spdlog::warn(
      "activity cannot be written, decisions are refused and no searches recorded until it can: {}",
      told_);
}

std::shared_ptr<activity::Activity> ActivityHold::writer() const {
  const std::lock_guard lock(mutex_);
  return writer_;
}

std::shared_ptr<activity::Follower> ActivityHold::follower() const {
  const std::lock_guard lock(mutex_);
  return follower_;
}

void ActivityHold::refresh() {
  if (writer()) return;
  if (std::chrono::steady_clock::now() - tried_ >= kRetryAfter) open();
  if (const auto following = follower()) {
    const Result<bool> polled = following->poll();
    if (!polled && polled.error().code != ErrorCode::kStale) tell(polled.error());
  }
}

std::shared_ptr<const activity::LinkDecisions> ActivityHold::link_decisions() const {
  static const auto none = std::make_shared<const activity::LinkDecisions>();
  if (const auto writing = writer()) return writing->link_decisions();
  if (const auto following = follower()) return following->link_decisions();
  return none;
}

Result<std::vector<LinkDecision>> ActivityHold::stored_decisions() const {
  if (const auto writing = writer()) return writing->stored_decisions();
  if (const auto following = follower()) return following->stored_decisions();
  return std::vector<LinkDecision>{};
}

Result<activity::Activity::Taken> ActivityHold::decide(LinkDecision decision) {
  const auto writing = writer();
  if (!writing) return not_now();
  Result<activity::Activity::Taken> taken = writing->decide(std::move(decision));
  if (!taken) return without_places(taken.error());
  return taken;
}

Result<std::vector<TakenGap>> ActivityHold::taken_gaps() const {
  if (const auto writing = writer()) return writing->taken_gaps();
  if (const auto following = follower()) return following->taken_gaps();
  return std::vector<TakenGap>{};
}

Result<activity::Activity::TakenUp> ActivityHold::take_up(TakenGap taken,
                                                          const std::string& before) {
  const auto writing = writer();
  if (!writing) return not_now();
  Result<activity::Activity::TakenUp> done = writing->take_up(std::move(taken), before);
  if (!done) return without_places(done.error());
  return done;
}

Result<void> ActivityHold::record(const std::vector<activity::Ended>& ended) {
  const auto writing = writer();
  return writing ? writing->record(ended) : not_now();
}

Result<std::uint64_t> ActivityHold::forget_before(std::uint32_t day) {
  const auto writing = writer();
  return writing ? writing->forget_before(day) : not_now();
}

Result<VisitorSalt> ActivityHold::visitor_salt(std::uint32_t day, std::uint32_t days,
                                               std::string fresh) {
  const auto writing = writer();
  return writing ? writing->visitor_salt(day, days, std::move(fresh)) : not_now();
}

Result<std::vector<activity::Unanswered>> ActivityHold::unanswered(
    const activity::UnansweredRequest& request) const {
  const auto writing = writer();
  return writing ? writing->unanswered(request) : not_now();
}

Result<std::vector<activity::Unanswered>> ActivityHold::first_unanswered(std::size_t most) const {
  const auto writing = writer();
  if (!writing) return std::vector<activity::Unanswered>{};
  const auto all = TRY(writing->all_unanswered());
  const std::size_t count = std::min(most, all->size());
  return std::vector(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace isthmus::searchd

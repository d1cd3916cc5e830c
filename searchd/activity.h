// The daemon's hold on what people do over HTTP (engine/activity): written when it can be, followed
// when another searchd writes it or the disk is read-only, done without when there is none. Searching
// never depends on it.
//
// What is at fault goes to the log, once; while it lasts, refresh() tries again.
//
// Errors: of what writes, kUnavailable when nothing can be kept just now; kDiskFull, kIo. Messages
// name no place on the server.
// Threads: refresh() from one; the rest from any.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/activity/activity.h"
#include "engine/activity/follower.h"
#include "schema/result.h"

namespace isthmus::searchd {

class ActivityHold {
 public:
  static constexpr std::chrono::seconds kRetryAfter{5};

  explicit ActivityHold(std::filesystem::path repository);

  // As they are known now; never null.
  std::shared_ptr<const activity::LinkDecisions> link_decisions() const;
  // All of them, as they are stored, in the order of their pairs; none without activity.
  Result<std::vector<LinkDecision>> stored_decisions() const;
  Result<activity::Activity::Taken> decide(LinkDecision decision);

  // What people said of gaps, as it is stored; none without activity.
  Result<std::vector<TakenGap>> taken_gaps() const;
  Result<activity::Activity::TakenUp> take_up(TakenGap taken, const std::string& before);

  // As activity::Activity has them; kUnavailable where another process writes, or none can.
  Result<void> record(const std::vector<activity::Ended>& ended);
  Result<std::uint64_t> forget_before(std::uint32_t day);
  Result<VisitorSalt> visitor_salt(std::uint32_t day, std::uint32_t days, std::string fresh);
  Result<std::vector<activity::Unanswered>> unanswered(
      const activity::UnansweredRequest& request) const;
  // The first of all of them; none where another process writes.
  Result<std::vector<activity::Unanswered>> first_unanswered(std::size_t most) const;

  // Follows the process that writes, or takes its place.
  void refresh();

 private:
  void open();
  void tell(const Error& error);
  std::shared_ptr<activity::Activity> writer() const;
  std::shared_ptr<activity::Follower> follower() const;

  const std::filesystem::path repository_;
  std::chrono::steady_clock::time_point tried_;
  std::string told_;          // the last problem in the log
  mutable std::mutex mutex_;  // of the two below; at most one of them is there
  std::shared_ptr<activity::Activity> writer_;
  std::shared_ptr<activity::Follower> follower_;
};

}  // namespace isthmus::searchd

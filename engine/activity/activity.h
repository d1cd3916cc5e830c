// What people do over HTTP: the store in activity/ below a repository, for the one process that
// writes it. For others see engine/activity/follower.h.
//
// Every write is atomic and durable when it returns.
//
// Errors: kLocked when another process writes; kCorrupt, kIo, kDiskFull, kNewerSchema.
// Threads: any.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/activity/gap_decisions.h"
#include "engine/activity/link_decisions.h"
#include "engine/activity/search_sessions.h"
#include "engine/activity/unanswered.h"
#include "engine/store/store.h"
#include "schema/activity.h"
#include "schema/result.h"

namespace isthmus::activity {

std::filesystem::path directory_of(const std::filesystem::path& repository);

class Activity {
 public:
  // Opens or creates it. `damaged` is told, a sentence each, what cannot be read and is left out.
  static Result<std::unique_ptr<Activity>> open(const std::filesystem::path& repository,
                                                const std::function<void(std::string)>& damaged);

  // As they are now; never null.
  std::shared_ptr<const LinkDecisions> link_decisions() const;

  struct Taken {
    LinkDecision decision;  // as it is stored; taken back: neither by nor at
    bool is_new = false;    // there was none on these two
  };
  // Stores the decision; kProposed takes back what there is. One that says again what is stored, in
  // either direction, changes nothing: the stored one is the answer.
  Result<Taken> decide(LinkDecision decision);

  // All of them, as they are stored.
  Result<std::vector<LinkDecision>> stored_decisions() const;

  // --- gap_decisions.cc ---
  struct TakenUp {
    GapDecision decision;  // as it is stored; given back: its gap alone
    bool is_new = false;   // there was none on this gap
  };
  // Stores the decision in the place of the one under `before`, the id that the gap was known by then
  // (mostly its own); kOpen takes back what there is. One that says again what is stored changes
  // nothing: the stored one is the answer.
  Result<TakenUp> take_up(TakenGap taken, const std::string& before);
  // All of them, as they are stored.
  Result<std::vector<TakenGap>> taken_gaps() const;

  // --- searches.cc ---
  // Keeps finished intents: one entry for each visitor, intent and day.
  Result<void> record(const std::vector<Ended>& ended);
  // Removes what was looked for before this day; gives how many entries.
  Result<std::uint64_t> forget_before(std::uint32_t day);
  // The salt for visitors' tokens on `day`: the stored one for so many `days` from its own on, then
  // `fresh`, which is stored in its place.
  Result<VisitorSalt> visitor_salt(std::uint32_t day, std::uint32_t days, std::string fresh);
  Result<std::vector<Unanswered>> unanswered(const UnansweredRequest& request) const;
  // All of them, kept until searches change: for those who ask often.
  Result<std::shared_ptr<const std::vector<Unanswered>>> all_unanswered() const;

 private:
  explicit Activity(std::unique_ptr<store::Writer> store) : store_(std::move(store)) {}
  Result<void> count_change(store::Batch& batch);

  const std::unique_ptr<store::Writer> store_;
  std::mutex writing_;          // one write at a time
  mutable std::mutex reading_;  // of `decisions_`
  std::shared_ptr<const LinkDecisions> decisions_;
  std::atomic<std::uint64_t> searches_{0};  // counts their changes
  mutable std::mutex telling_;              // of the two below
  mutable std::uint64_t told_of_ = 0;       // `searches_` that `told_` was made of
  mutable std::shared_ptr<const std::vector<Unanswered>> told_;
};

}  // namespace isthmus::activity

// The watcher: holds the repository and keeps it in step with what it follows.
//
// One piece of work at a time, in this order of urgency: a job that was handed over, a submission of
// the spool, then what is due for the longest of changed folders, scans and harvests. A look at a
// folder or a harvest makes room when a job or a submission comes: what it has taken in is kept,
// and it goes on afterwards.
//
// A failure costs the piece of work that failed, is said, shown by the status, and tried again
// later; only a repository that cannot be opened ends the watcher.
//
// Threads: one of its own (desk.h) beside the caller's.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "indexer/watch/board.h"
#include "indexer/watch/desk.h"
#include "indexer/watch/held_writer.h"
#include "indexer/watch/plan.h"
#include "indexer/watch/signals.h"
#include "indexer/watch/telling.h"
#include "indexer/watch/tree_watch.h"
#include "indexer/watch/workshop.h"
#include "schema/result.h"

namespace isthmus::watch {

struct WatchOptions {
  std::filesystem::path repository;
  Plan plan;
  // The plan as it is now, at SIGHUP; null: there is no file.
  std::function<Result<Plan>()> reread;
  // Does a job that was handed over; its exit status.
  std::function<int(TakenJob& job, HeldWriter& writer)> do_job;
  bool asks_kernel = true;  // false: periodic scans alone
  std::size_t jobs = 0;     // workers; 0: one for each hardware thread
  std::string parser_program;
};

class Watcher {
 public:
  Watcher(WatchOptions options, Teller& teller);

  // Until SIGTERM or SIGINT. Errors: those of opening the repository and the socket.
  Result<void> run();

 private:
  Result<void> begin();
  void follow(const Plan& plan);
  void follow_folder(FolderState& folder, std::size_t number);
  void reread();
  void wait();
  bool has_spool_news();
  Clock::time_point next_time() const;

  // Each does one piece of work, when there is some.
  bool work_once();
  bool do_job();
  bool do_submission();
  bool do_due();

  void do_folder(std::size_t number, Changes changes);
  void told_folder(FolderState& folder, const Result<FolderResult>& result);
  void do_harvest(HarvestState& state);
  void told_harvest(HarvestState& state, const Result<harvest::HarvestReport>& result,
                    std::int64_t began);
  void remember(const HarvestState& state);
  void sweep();

  void begin_work(const std::string& what, const std::string& name, bool makes_room);
  void end_work();
  pipeline::Observer observer(const std::string& where);
  void make_room();

  WatchOptions options_;
  Teller& teller_;
  Signals signals_;
  HeldWriter writer_;
  Tools tools_;
  Board board_;
  Runs runs_;
  std::unique_ptr<TreeWatch> tree_;
  Descriptor spool_watch_;
  std::unique_ptr<Desk> desk_;
  std::vector<Changes> changes_;  // by folder: at rest, not looked at
  std::vector<Clock::time_point> changed_;
  Clock::time_point next_spool_;
  bool is_sweep_due_ = false;
  std::atomic<bool> makes_room_{false};
  std::atomic<std::int64_t> work_began_{0};  // ticks of Clock
};

}  // namespace isthmus::watch

// Watcher at work: one job, submission, folder or harvest at a time, and what is told of it.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/spool/spool.h"
#include "indexer/watch/watcher.h"
#include "schema/wording.h"

namespace isthmus::watch {
namespace {

constexpr std::chrono::seconds kSpoolLook{30};     // between two looks, when the kernel tells
constexpr std::chrono::seconds kSpoolAlone{1};     // when it does not
constexpr std::chrono::seconds kAfterFailure{30};  // a folder is tried again
constexpr std::chrono::seconds kFirstBackoff{60};  // a harvest; doubled each time, up to its period
constexpr unsigned kMostDoublings = 10;
constexpr std::chrono::seconds kUndisturbed{2};  // work that makes room has so long first

}  // namespace

bool Watcher::work_once() {
  has_spool_news();
  if (tree_) tree_->read();
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    std::optional<Changes> news = tree_ ? tree_->take(i, Clock::now()) : std::nullopt;
    if (news) {
      if (changes_[i].empty()) changed_[i] = Clock::now();
      changes_[i].is_whole = changes_[i].is_whole || news->is_whole;
      changes_[i].paths.merge(news->paths);
    }
    const std::lock_guard lock(board_.mutex);
    board_.folders[i].pending = changes_[i].paths.size() + (tree_ ? tree_->pending(i) : 0);
  }
  return do_job() || do_submission() || do_due();
}

bool Watcher::do_job() {
  const std::unique_ptr<TakenJob> job = desk_->take_job();
  if (!job) return false;
  const std::vector<std::string> words = job->job().words;
  const std::string line = line_of(words);
  begin_work("job", line, false);
  const int status = options_.do_job(*job, writer_);
  end_work();
  {
    const std::lock_guard lock(board_.mutex);
    ++board_.jobs_done;
  }
  teller_.tell("job", {{"words", words}, {"status", status}},
               "job: " + line + ": exit status " + std::to_string(status));
  job->finish(status);
  return true;
}

bool Watcher::do_submission() {
  if (Clock::now() < next_spool_) return false;
  const Result<std::vector<std::string>> waiting = spool::waiting(options_.repository);
  const bool has_some = waiting && !waiting->empty();
  {
    const std::lock_guard lock(board_.mutex);
    board_.submissions = has_some ? waiting->size() : 0;
  }
  if (!has_some) {
    next_spool_ = Clock::now() + (options_.asks_kernel ? kSpoolLook : kSpoolAlone);
    return false;
  }
  const std::string& id = waiting->front();
  begin_work("submission", id, false);
  const Result<SubmissionResult> result = take_submission(id, tools_, observer("submission " + id));
  end_work();
  if (!result) {
    next_spool_ = Clock::now() + kAfterFailure;
    const std::string& text = result.error().message;
    teller_.tell("failed", {{"where", "submission " + id}, {"message", text}},
                 "submission " + id + ": " + text);
    return true;
  }
  const std::string_view state =
      name_of(result->is_taken_in ? spool::State::kTakenIn : spool::State::kRefused);
  {
    const std::lock_guard lock(board_.mutex);
    ++(result->is_taken_in ? board_.submissions_taken : board_.submissions_refused);
    --board_.submissions;
  }
  Json fields = {{"id", id}, {"state", state}};
  fields.update(pipeline::json_of(result->report));
  teller_.tell("submission", fields,
               "submission " + id + ": " + std::string(state) + ": " + result->sentence);
  return true;
}

bool Watcher::do_due() {
  const Clock::time_point now = Clock::now();
  std::size_t folder = board_.folders.size();
  HarvestState* harvest = nullptr;
  Clock::time_point first = now;
  for (std::size_t i = 0; i < board_.folders.size(); ++i) {
    if (board_.folders[i].next_scan <= now) {
      if (changes_[i].empty()) changed_[i] = board_.folders[i].next_scan;
      changes_[i].is_whole = true;
    }
    if (changes_[i].empty() || changed_[i] > first) continue;
    first = changed_[i];
    folder = i;
  }
  for (HarvestState& state : board_.harvests) {
    if (state.next > first) continue;
    first = state.next;
    harvest = &state;
  }
  if (harvest != nullptr) {
    do_harvest(*harvest);
  } else if (folder < board_.folders.size()) {
    do_folder(folder, std::exchange(changes_[folder], {}));
  }
  if (is_sweep_due_ && harvest == nullptr && folder == board_.folders.size()) sweep();
  return harvest != nullptr || folder < board_.folders.size();
}

void Watcher::do_folder(std::size_t number, Changes changes) {
  FolderState& folder = board_.folders[number];
  const std::string name = folder.plan.path.string();
  Look look{folder.plan, changes.is_whole, std::move(changes.paths), {}};
  if (tree_) look.half_written = tree_->half_written(number, Clock::now());
  if (look.is_whole) {
    const std::lock_guard lock(board_.mutex);
    follow_folder(folder, number);
    folder.next_scan = Clock::now() + folder.plan.every;
  }
  begin_work("folder", name, true);
  const Result<FolderResult> result = look_at(look, tools_, observer(name));
  end_work();
  if (result && result->report.is_interrupted) {
    changes_[number].is_whole = changes_[number].is_whole || result->is_whole;
    changes_[number].paths.merge(look.paths);
    changed_[number] = Clock::now();
  }
  told_folder(folder, result);
}

void Watcher::told_folder(FolderState& folder, const Result<FolderResult>& result) {
  const std::string name = folder.plan.path.string();
  if (!result) {
    const std::string& text = result.error().message;
    const bool is_news = folder.error != text;
    const std::lock_guard lock(board_.mutex);
    folder.error = text;
    folder.next_scan = std::min(folder.next_scan, Clock::now() + kAfterFailure);
    if (is_news)
      teller_.tell("failed", {{"where", name}, {"message", text}, {"hint", result.error().hint}},
                   name + ": " + text);
    return;
  }
  const pipeline::AddReport& report = result->report;
  is_sweep_due_ = is_sweep_due_ || report.updated + report.removed != 0;
  {
    const std::lock_guard lock(board_.mutex);
    folder.error.clear();
    folder.last = seconds_now();
    folder.was_whole = result->is_whole;
    folder.report = report;
  }
  Json fields = {{"folder", name}, {"is_whole", result->is_whole}};
  fields.update(pipeline::json_of(report));
  const bool has_changed = report.added + report.updated + report.removed + report.files != 0;
  teller_.tell("folder", fields, has_changed ? name + ": " + pipeline::counts_text(report) : "");
}

void Watcher::do_harvest(HarvestState& state) {
  const std::string name = state.plan.url;
  const std::int64_t began = seconds_now();
  harvest::HarvestObserver heard;
  heard.pipeline = observer(name);
  heard.say = [&](const std::string& text) {
    teller_.tell("note", {{"where", name}, {"text", text}}, name + ": " + text);
  };
  begin_work("harvest", name, true);
  const Result<harvest::HarvestReport> result = harvest_once(state.plan, tools_, heard);
  end_work();
  told_harvest(state, result, began);
}

void Watcher::told_harvest(HarvestState& state, const Result<harvest::HarvestReport>& result,
                           std::int64_t began) {
  const std::string& name = state.plan.url;
  if (result && result->records.is_interrupted) {
    state.next = Clock::now();  // goes on where it is
    return;
  }
  auto pause = state.plan.every;
  if (result) {
    is_sweep_due_ = is_sweep_due_ || result->records.updated + result->records.removed != 0;
    const std::lock_guard lock(board_.mutex);
    state.run = {began, 0, 0, {}};
    state.has_run = true;
    state.report = result->records;
  } else {
    const std::lock_guard lock(board_.mutex);
    const auto doublings = std::min<std::uint64_t>(state.run.failures, kMostDoublings);
    pause = std::min<std::chrono::seconds>(pause, kFirstBackoff * (1LL << doublings));
    ++state.run.failures;
    state.run.error = result.error().message;
  }
  {
    const std::lock_guard lock(board_.mutex);
    const std::int64_t from = result ? began : seconds_now();
    state.run.next = from + pause.count();
    state.next = Clock::now() +
                 std::chrono::seconds(std::max<std::int64_t>(0, state.run.next - seconds_now()));
  }
  remember(state);
  const std::string next = "; next " + time_text(state.run.next);
  if (!result) {
    teller_.tell(
        "failed",
        {{"where", name}, {"message", state.run.error}, {"next", time_text(state.run.next)}},
        name + ": " + state.run.error + next);
    return;
  }
  Json fields = {{"url", name}, {"pages", result->pages}, {"next", time_text(state.run.next)}};
  fields.update(pipeline::json_of(result->records));
  teller_.tell("harvest", fields, name + ": " + pipeline::counts_text(result->records) + next);
}

void Watcher::remember(const HarvestState& state) {
  runs_[state.plan.key()] = state.run;
  const Result<void> written = write_runs(options_.repository, runs_);
  if (!written)
    teller_.tell("failed", {{"where", "watch.state"}, {"message", written.error().message}},
                 written.error().message);
}

// When there is nothing else to do.
void Watcher::sweep() {
  is_sweep_due_ = false;
  const Result<void> swept = sweep_originals(tools_);
  if (!swept)
    teller_.tell("failed", {{"where", "originals"}, {"message", swept.error().message}},
                 swept.error().message);
}

void Watcher::begin_work(const std::string& what, const std::string& name, bool makes_room) {
  signals_.begin_work();
  teller_.begin_work();
  const std::lock_guard lock(board_.mutex);
  board_.work = what;
  board_.work_name = name;
  board_.work_began = seconds_now();
  board_.progress = {};
  work_began_ = Clock::now().time_since_epoch().count();
  makes_room_ = makes_room;
}

void Watcher::end_work() {
  makes_room_ = false;
  const std::lock_guard lock(board_.mutex);
  board_.work.clear();
}

pipeline::Observer Watcher::observer(const std::string& where) {
  pipeline::Observer out;
  out.finding = [this, where](const pipeline::Finding& finding) { teller_.tell(where, finding); };
  out.progress = [this, where](const pipeline::Progress& progress) {
    teller_.tell(where, progress);
    if (makes_room_ && has_spool_news()) signals_.stop_work();
    const std::lock_guard lock(board_.mutex);
    board_.progress = progress;
  };
  return out;
}

// Called by the desk while a job waits.
void Watcher::make_room() {
  const Clock::time_point began{Clock::duration(work_began_.load())};
  if (makes_room_ && Clock::now() - began > kUndisturbed) signals_.stop_work();
}

}  // namespace isthmus::watch

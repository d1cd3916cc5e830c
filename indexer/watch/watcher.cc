#include "indexer/watch/watcher.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "engine/spool/spool.h"
#include "schema/wording.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kSpoolLook{30};     // between two looks, when the kernel tells
constexpr std::chrono::seconds kSpoolAlone{1};     // when it does not
constexpr std::chrono::seconds kAfterFailure{30};  // a folder is tried again
constexpr std::chrono::seconds kFirstBackoff{60};  // a harvest; doubled each time, up to its period
constexpr unsigned kMostDoublings = 10;
constexpr std::chrono::seconds kUndisturbed{2};  // work that makes room has so long first

}  // namespace

Watcher::Watcher(WatchOptions options, Teller& teller)
    : options_(std::move(options)),
      teller_(teller),
      writer_(options_.repository),
      tools_{writer_, options_.parser_program, options_.jobs, signals_.stop()} {}

Result<void> Watcher::run() {
  TRY(begin());
  while (!signals_.is_ending()) {
    if (signals_.take_reload()) reread();
    if (!work_once()) wait();
  }
  desk_.reset();
  teller_.tell("ended", Json::object(), "ended");
  return {};
}

Result<void> Watcher::begin() {
  TRY(writer_.get());
  std::error_code fault;
  options_.repository = fs::canonical(options_.repository, fault);
  board_.repository = options_.repository;
  board_.started = seconds_now();
  TRY(spool::tidy(options_.repository));
  runs_ = read_runs(options_.repository);
  if (options_.asks_kernel) {
    spool_watch_ = Descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    ::inotify_add_watch(spool_watch_.number(), spool::directory(options_.repository).c_str(),
                        IN_MOVED_TO | IN_ONLYDIR);
  }
  follow(options_.plan);
  Desk::Hooks hooks;
  hooks.arrived = [this] { signals_.ring(); };
  hooks.status = [this](const auto& waiting) { return status_json(board_, waiting); };
  hooks.impatient = [this] { make_room(); };
  hooks.alarm = signals_.desk_alarm();
  hooks.alarmed = [this] {
    Signals::quiet(signals_.desk_alarm());
    if (signals_.is_ending() && desk_) desk_->close();
  };
  desk_ = TRY(Desk::open(options_.repository, std::move(hooks)));
  teller_.tell("started",
               {{"repository", options_.repository.string()},
                {"folders", options_.plan.folders.size()},
                {"harvests", options_.plan.harvests.size()}},
               "watching " + options_.repository.string() + ": " +
                   counted(options_.plan.folders.size(), "folder") + ", " +
                   counted(options_.plan.harvests.size(), "harvest"));
  return {};
}

void Watcher::follow(const Plan& plan) {
  tree_.reset();
  if (options_.asks_kernel) {
    Result<std::unique_ptr<TreeWatch>> tree = TreeWatch::open();
    if (tree) {
      tree_ = *std::move(tree);
    } else {
      teller_.tell("note", {{"text", tree.error().message}}, tree.error().message);
    }
  }
  const std::lock_guard lock(board_.mutex);
  board_.folders.clear();
  board_.harvests.clear();
  changes_.assign(plan.folders.size(), Changes{{}, true});
  changed_.assign(plan.folders.size(), Clock::now());
  for (const FolderPlan& folder : plan.folders) {
    board_.folders.emplace_back().plan = folder;
    board_.folders.back().next_scan = Clock::now() + folder.every;
    follow_folder(board_.folders.back(), board_.folders.size() - 1);
  }
  for (const HarvestPlan& harvest : plan.harvests) {
    HarvestState& state = board_.harvests.emplace_back();
    state.plan = harvest;
    state.run = runs_[harvest.key()];
    const std::int64_t due =
        state.run.failures == 0 ? state.run.last + harvest.every.count() : state.run.next;
    state.next = Clock::now() + std::chrono::seconds(std::clamp<std::int64_t>(
                                    due - seconds_now(), 0, harvest.every.count()));
  }
}

// The board is held.
void Watcher::follow_folder(FolderState& folder, std::size_t number) {
  if (!tree_) return;
  std::error_code fault;
  const fs::path path = fs::canonical(folder.plan.path, fault);
  const bool was_watched = folder.is_watched || folder.last == 0;
  folder.is_watched = !fault && tree_->add(number, path);
  if (folder.is_watched || fault || !was_watched) return;
  const std::string text = "the kernel gives no more watches for " + quote(path.string()) +
                           "; changes are found by scans (raise fs.inotify.max_user_watches)";
  teller_.tell("note", {{"text", text}}, text);
}

void Watcher::reread() {
  if (!options_.reread) return;
  Result<Plan> plan = options_.reread();
  if (!plan) {
    const std::string text = "the configuration stays as it was: " + plan.error().message;
    teller_.tell("note", {{"text", text}, {"hint", plan.error().hint}}, text);
    return;
  }
  options_.plan = *std::move(plan);
  follow(options_.plan);
  teller_.tell(
      "configured",
      {{"folders", options_.plan.folders.size()}, {"harvests", options_.plan.harvests.size()}},
      "the configuration was read again");
}

Clock::time_point Watcher::next_time() const {
  Clock::time_point first = next_spool_;
  if (tree_) first = std::min(first, tree_->next().value_or(first));
  for (const FolderState& folder : board_.folders) first = std::min(first, folder.next_scan);
  for (const HarvestState& harvest : board_.harvests) first = std::min(first, harvest.next);
  return first;
}

void Watcher::wait() {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_time() - Clock::now());
  std::array<pollfd, 3> entries = {pollfd{signals_.main_alarm(), POLLIN, 0},
                                   pollfd{tree_ ? tree_->descriptor() : -1, POLLIN, 0},
                                   pollfd{spool_watch_.number(), POLLIN, 0}};
  const auto time = std::clamp<std::int64_t>(left.count(), 0, 60'000);
  ::poll(entries.data(), entries.size(), static_cast<int>(time));
  Signals::quiet(signals_.main_alarm());
}

// Something was put into the spool since the last question.
bool Watcher::has_spool_news() {
  bool has_news = false;
  std::array<char, 16 * 1024> ignored;
  while (::read(spool_watch_.number(), ignored.data(), ignored.size()) > 0) has_news = true;
  if (has_news) next_spool_ = Clock::now();
  return has_news;
}

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
  std::string line;
  const std::vector<std::string> words = job->job().words;
  for (std::size_t i = 1; i < words.size(); ++i) line += (i == 1 ? "" : " ") + words[i];
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

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

namespace fs = std::filesystem;

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

}  // namespace isthmus::watch

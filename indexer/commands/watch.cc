#include <cstdio>

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/pipeline/roots.h"
#include "indexer/sandbox/parser_pool.h"
#include "indexer/watch/handing.h"
#include "indexer/watch/watcher.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

namespace fs = std::filesystem;

// A command of another process, done by the watcher.
class LentSession final : public Session {
 public:
  LentSession(watch::TakenJob& job, watch::HeldWriter& writer) : job_(job), writer_(writer) {}

  void out(std::string_view text) override { job_.out(text); }
  void err(std::string_view text) override { job_.err(text); }
  bool is_terminal() const override { return job_.job().is_terminal; }
  Result<std::string> standard_input() override { return std::move(job_.job().input); }
  fs::path directory() const override { return job_.job().directory; }
  const std::atomic<bool>& stop() override { return job_.stop(); }
  Result<WriterLease> writer(const fs::path&, repository::WriterOptions options) override {
    if (!options.links)
      return Error{ErrorCode::kLocked, "without links nothing is added while `watch` runs",
                   "end `watch` first"};
    return WriterLease(*TRY(writer_.get()));
  }

 private:
  watch::TakenJob& job_;
  watch::HeldWriter& writer_;
};

bool is_failure(int status) {
  return status != kDone && status != kSomeRefused && status != kInterrupted;
}

Result<watch::FolderPlan> folder_of(const Context& context, const std::string& path,
                                    const WatchArguments& arguments) {
  std::error_code fault;
  watch::FolderPlan folder;
  folder.path = fs::canonical(context.located(path), fault);
  if (fault)
    return Error{ErrorCode::kNotFound, "there is no folder " + quote(path), "check the path"};
  if (!fs::is_directory(folder.path, fault))
    return Error{ErrorCode::kUsage, quote(path) + " is not a folder",
                 "`isthmus-indexer add` takes in single files"};
  folder.collection = arguments.collection;
  folder.defaults = arguments.defaults;
  folder.prunes = arguments.prunes;
  folder.every = TRY(watch::parse_duration(arguments.every));
  return folder;
}

Result<watch::Plan> plan_of(const Context& context, const WatchArguments& arguments) {
  TRY(pipeline::check_defaults(arguments.defaults));
  watch::Plan plan;
  std::error_code ignored;
  const fs::path usual = context.repository / watch::kPlanName;
  if (!arguments.config.empty()) {
    plan = TRY(watch::read_plan(context.located(arguments.config)));
  } else if (arguments.paths.empty() && fs::exists(usual, ignored)) {
    plan = TRY(watch::read_plan(usual));
  }
  for (const std::string& path : arguments.paths)
    plan.folders.push_back(TRY(folder_of(context, path, arguments)));
  for (watch::FolderPlan& folder : plan.folders) folder.path = fs::absolute(folder.path);
  return plan;
}

Result<int> check_only(const Context& context, const watch::Plan& plan) {
  if (context.is_json) {
    context.print_json({{"folders", plan.folders.size()}, {"harvests", plan.harvests.size()}});
  } else {
    context.print("the configuration is understood: " + counted(plan.folders.size(), "folder") +
                  ", " + counted(plan.harvests.size(), "harvest") + "\n");
  }
  return kDone;
}

}  // namespace

Result<int> run_watch(const Context& context, const WatchArguments& arguments,
                      const DoJob& do_job) {
  watch::WatchOptions options;
  options.plan = TRY(plan_of(context, arguments));
  if (arguments.only_checks) return check_only(context, options.plan);
  options.repository = context.repository;
  options.reread = [&] { return plan_of(context, arguments); };
  options.do_job = [&](watch::TakenJob& job, watch::HeldWriter& writer) {
    LentSession session(job, writer);
    const int status = do_job(job.job().words, writer.repository(), session);
    // What a failed command had noted is not to be written with the next one's.
    if (is_failure(status)) writer.drop();
    return status;
  };
  options.asks_kernel = arguments.asks_kernel;
  options.jobs = arguments.jobs;
  options.parser_program = sandbox::own_program();
  watch::Teller teller(context.is_json ? watch::Teller::Form::kJson : watch::Teller::Form::kText,
                       [&](std::string_view text) {
                         context.print(text);
                         std::fflush(stdout);
                       });
  TRY(watch::Watcher(std::move(options), teller).run());
  return kDone;
}

Result<int> run_watch_status(const Context& context) {
  const std::optional<std::string> status = TRY(watch::ask_status(context.repository));
  if (!status) {
    return Error{ErrorCode::kNotFound,
                 "no watch runs on the repository " + quote(context.repository.string()),
                 "`isthmus-indexer watch` starts one"};
  }
  if (context.is_json) {
    context.print_json(TRY(parse_json(*status)));
  } else {
    context.print(watch::status_text(*status));
  }
  return kDone;
}

}  // namespace isthmus::commands

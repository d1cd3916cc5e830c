#include "indexer/harvest/harvest.h"

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/findings.h"
#include "indexer/commands/progress.h"
#include "indexer/pipeline/known_sources.h"
#include "indexer/pipeline/roots.h"
#include "indexer/sandbox/parser_pool.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

using harvest::HarvestReport;

std::string text_of(const HarvestReport& report) {
  const pipeline::AddReport& records = report.records;
  std::string out = pipeline::counts_text(records) + "\n";
  out += counted(report.pages, "page") + " of " + report.repository + " as " + report.prefix;
  if (!report.from.empty()) out += ", from " + report.from;
  return out + "\n";
}

std::string notes_of(const HarvestReport& report) {
  std::string out;
  if (report.records.public_by_default != 0)
    out += "note: what was taken in is public because nothing says otherwise\n";
  if (report.records.is_unconfined)
    out += "note: this kernel takes no system call filter; metadata were read with limits alone\n";
  if (report.deleted_record == "no")
    out += "note: this repository does not tell which of its records were deleted\n";
  return out;
}

Json json_of(const HarvestReport& report, Json findings) {
  const pipeline::AddReport& records = report.records;
  return {{"pages", report.pages},
          {"added", records.added},
          {"updated", records.updated},
          {"unchanged", records.unchanged},
          {"removed", records.removed},
          {"refused", records.refused},
          {"requests", report.requests},
          {"repository", report.repository},
          {"collection", report.collection},
          {"prefix", report.prefix},
          {"from", report.from},
          {"complete_until", report.complete_until},
          {"deleted_record", report.deleted_record},
          {"public_by_default", records.public_by_default},
          {"is_incomplete", report.is_incomplete},
          {"is_interrupted", records.is_interrupted},
          {"findings", std::move(findings)}};
}

class HarvestRun {
 public:
  HarvestRun(const Context& context, const HarvestArguments& arguments)
      : context_(context),
        arguments_(arguments),
        progress_(context),
        findings_(context, progress_) {}

  Result<int> run() {
    const harvest::HarvestObserver heard = observer();
    const std::atomic<bool>& stop = context_.session->stop();
    harvest::HarvestOptions options = arguments_.options;
    options.defaults = harvest::with_side(options.defaults);
    options.stop = &stop;
    options.parser_program = sandbox::own_program();
    options.time = harvest::real_time(stop);
    TRY(pipeline::check_defaults(options.defaults));
    TRY(harvest::parse_address(options.url));  // before a repository is made
    auto writer = TRY(context_.create_writer());
    const pipeline::Originals originals(context_.repository);
    options.originals = &originals;
    const auto web = harvest::open_web({}, &stop);
    const HarvestReport report = TRY(harvest::harvest(options, *web, *writer, heard));
    progress_.clear();
    if (!report.records.is_interrupted) TRY(writer->settle());
    if (report.records.updated + report.records.removed != 0) {
      const auto named = TRY(pipeline::named_originals(writer->view()));
      TRY(originals.sweep(named));
    }
    tell(report);
    if (report.records.is_interrupted) return kInterrupted;
    return report.records.refused == 0 ? kDone : kSomeRefused;
  }

 private:
  harvest::HarvestObserver observer() {
    harvest::HarvestObserver out;
    out.pipeline.finding = [this](const pipeline::Finding& finding) { findings_.hear(finding); };
    out.pipeline.progress = [this](const pipeline::Progress& progress) {
      progress_.update(progress);
    };
    out.say = [this](const std::string& text) {
      progress_.clear();
      if (!context_.is_quiet) context_.say(text + "\n");
    };
    return out;
  }

  void tell(const HarvestReport& report) {
    Json findings = findings_.finish();
    if (context_.is_json) {
      context_.print_json(json_of(report, std::move(findings)));
      return;
    }
    context_.print(text_of(report) + notes_of(report));
    if (report.records.is_interrupted)
      context_.say("interrupted: what is counted above is kept; the same command goes on there\n");
  }

  const Context& context_;
  const HarvestArguments& arguments_;
  ProgressLine progress_;
  Findings findings_;
};

}  // namespace

Result<int> run_harvest(const Context& context, const HarvestArguments& arguments) {
  return HarvestRun(context, arguments).run();
}

}  // namespace isthmus::commands

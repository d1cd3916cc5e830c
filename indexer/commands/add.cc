#include "indexer/pipeline/add.h"

#include <sstream>

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/findings.h"
#include "indexer/commands/progress.h"
#include "indexer/pipeline/known_sources.h"
#include "indexer/sandbox/parser_pool.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

using pipeline::AddReport;

std::string text_of(const AddReport& report) {
  std::string out = pipeline::counts_text(report) + "\n";
  out += counted(report.files, "file") + " read, " + std::to_string(report.unchanged_files) +
         " unchanged";
  if (report.skipped_files != 0)
    out += ", " + std::to_string(report.skipped_files) + " without text skipped";
  out += "\n";
  if (report.joined != 0)
    out += counted(report.joined, "description") + " joined to records of other files\n";
  if (report.governance != 0)
    out += std::to_string(report.governance) + " organisations, programmes and agreements\n";
  if (report.lexicon_entries != 0)
    out += std::to_string(report.lexicon_entries) + " entries of lexicons\n";
  return out;
}

std::string notes_of(const AddReport& report, bool prunes) {
  std::string out;
  if (report.public_by_default != 0) {
    out += "note: " + counted(report.public_by_default, "record") +
           (report.public_by_default == 1 ? " is" : " are") +
           " public because nothing says otherwise\n";
  }
  if (report.is_unconfined)
    out += "note: this kernel takes no system call filter; parsers ran with limits alone\n";
  if (report.vanished_files != 0 && !prunes) {
    out += "note: " + counted(report.vanished_files, "file") +
           " vanished, the records stay; --prune removes them\n";
  }
  return out;
}

Json json_with(const AddReport& report, Json findings) {
  Json json = pipeline::json_of(report);
  json["findings"] = std::move(findings);
  return json;
}

class AddRun {
 public:
  AddRun(const Context& context, const AddArguments& arguments)
      : context_(context),
        arguments_(arguments),
        progress_(context),
        findings_(context, progress_) {}

  Result<int> run() {
    TRY(pipeline::check_defaults(arguments_.defaults));
    std::vector<std::string> paths = arguments_.paths;
    TRY(append_listed(paths));
    std::vector<pipeline::Root> roots = TRY(pipeline::find_roots(
        {std::move(paths), arguments_.collection, context_.session->directory()}));
    for (pipeline::Root& root : roots) {
      if (!root.is_standard_input()) continue;
      root.input = std::make_shared<std::string>(TRY(context_.session->standard_input()));
    }
    const AddReport report = TRY(arguments_.is_dry_run ? add_dry(roots) : add_really(roots));
    progress_.clear();
    tell(report);
    if (report.is_interrupted) return kInterrupted;
    return report.refused == 0 ? kDone : kSomeRefused;
  }

 private:
  // The paths that --files-from names; blank lines say nothing.
  Result<void> append_listed(std::vector<std::string>& paths) const {
    if (arguments_.files_from.empty()) return {};
    const std::string list = TRY(context_.bytes_of(arguments_.files_from));
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      if (!line.empty()) paths.push_back(line);
    }
    return {};
  }

  Result<AddReport> add_dry(const std::vector<pipeline::Root>& roots) {
    const std::unique_ptr<pipeline::Target> target = TRY(pipeline::dry_target(context_.repository));
    return pipeline::add(roots, options(nullptr), *target, observer());
  }

  Result<AddReport> add_really(const std::vector<pipeline::Root>& roots) {
    auto writer = TRY(context_.create_writer({.links = !arguments_.skips_links,
                                              .vectors = !arguments_.skips_links,
                                              .topics = !arguments_.skips_topics}));
    const std::unique_ptr<pipeline::Target> target = pipeline::repository_target(*writer);
    const pipeline::Originals originals(context_.repository);
    AddReport report = TRY(pipeline::add(roots, options(&originals), *target, observer()));
    progress_.clear();
    if (report.is_interrupted) {
      TRY(writer->flush());
    } else {
      TRY(writer->settle());
    }
    if (report.updated + report.removed != 0) {
      const auto named = TRY(pipeline::named_originals(writer->view()));
      TRY(originals.sweep(named));
    }
    return report;
  }

  pipeline::AddOptions options(const pipeline::Originals* originals) const {
    pipeline::AddOptions out;
    out.defaults = arguments_.defaults;
    out.vanished = arguments_.prunes ? pipeline::Vanished::kRemove : pipeline::Vanished::kKeep;
    out.jobs = arguments_.jobs;
    out.parser_program = sandbox::own_program();
    out.originals = originals;
    out.stop = &context_.session->stop();
    return out;
  }

  pipeline::Observer observer() {
    pipeline::Observer out;
    out.finding = [this](const pipeline::Finding& finding) { findings_.hear(finding); };
    out.progress = [this](const pipeline::Progress& progress) { progress_.update(progress); };
    return out;
  }

  void tell(const AddReport& report) {
    Json findings = findings_.finish();
    if (context_.is_json) {
      context_.print_json(json_with(report, std::move(findings)));
      return;
    }
    if (arguments_.is_dry_run) context_.print("nothing was written; without --dry-run:\n");
    context_.print(text_of(report) + notes_of(report, arguments_.prunes));
    if (report.is_interrupted) {
      context_.say(
          "interrupted: the records counted above are kept; the same command goes on from there\n");
    }
  }

  const Context& context_;
  const AddArguments& arguments_;
  ProgressLine progress_;
  Findings findings_;
};

}  // namespace

Result<int> run_add(const Context& context, const AddArguments& arguments) {
  return AddRun(context, arguments).run();
}

}  // namespace isthmus::commands

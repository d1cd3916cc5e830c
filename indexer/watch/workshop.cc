#include "indexer/watch/workshop.h"

#include "indexer/pipeline/known_sources.h"
#include "indexer/watch/taking.h"
#include "schema/wording.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

// Said before anything was noted.
bool is_harmless(ErrorCode code) {
  return code == ErrorCode::kDuplicate || code == ErrorCode::kUsage || code == ErrorCode::kNotFound;
}

Result<std::vector<pipeline::Root>> roots_of(const Look& look, bool& is_whole) {
  const FolderPlan& folder = look.folder;
  is_whole = look.is_whole;
  if (!look.is_whole) {
    std::error_code fault;
    const fs::path path = fs::canonical(folder.path, fault);
    if (!fault) {
      auto named = TRY(pipeline::find_named(path, folder.collection, look.paths));
      if (named) return *std::move(named);
    }
    is_whole = true;
  }
  std::error_code ignored;
  if (!fs::is_directory(folder.path, ignored))
    return Error{ErrorCode::kNotFound, "there is no folder " + quote(folder.path.string()),
                 "it is looked for again at the next scan"};
  return pipeline::find_roots({{folder.path.string()}, folder.collection, {}});
}

void leave_alone(std::vector<pipeline::Root>& roots, const Look& look) {
  if (look.half_written.empty()) return;
  std::error_code ignored;
  const fs::path folder = fs::canonical(look.folder.path, ignored);
  for (pipeline::Root& root : roots) {
    for (pipeline::File& file : root.files) {
      const std::string path = (root.folder / file.path).lexically_relative(folder).string();
      file.is_half_written = look.half_written.contains(path);
    }
  }
}

}  // namespace

Result<pipeline::AddReport> take_in(const Taking& taking, Tools& tools,
                                    const pipeline::Observer& observer) {
  repository::Writer* writer = TRY(tools.writer.get());
  const pipeline::Originals originals(tools.writer.repository());
  pipeline::AddOptions options;
  options.defaults = taking.defaults;
  options.vanished = taking.vanished;
  options.jobs = tools.jobs;
  options.parser_program = tools.parser_program;
  options.originals = &originals;
  options.stop = &tools.stop;
  const auto target = pipeline::repository_target(*writer);
  Result<pipeline::AddReport> report = pipeline::add(taking.roots, options, *target, observer);
  Result<void> ended;
  if (report) ended = report->is_interrupted ? writer->flush() : writer->settle();
  if (!report && is_harmless(report.error().code)) return report;
  if (report && ended) return report;
  tools.writer.drop();
  return report ? Result<pipeline::AddReport>(ended.error()) : report;
}

Result<FolderResult> look_at(const Look& look, Tools& tools, const pipeline::Observer& observer) {
  FolderResult result;
  Taking taking;
  taking.roots = TRY(roots_of(look, result.is_whole));
  leave_alone(taking.roots, look);
  taking.defaults = look.folder.defaults;
  taking.vanished = look.folder.prunes ? pipeline::Vanished::kRemove : pipeline::Vanished::kKeep;
  if (!taking.roots.empty()) result.report = TRY(take_in(taking, tools, observer));
  return result;
}

Result<harvest::HarvestReport> harvest_once(const HarvestPlan& plan, Tools& tools,
                                            const harvest::HarvestObserver& observer) {
  repository::Writer* writer = TRY(tools.writer.get());
  const pipeline::Originals originals(tools.writer.repository());
  harvest::HarvestOptions options;
  options.url = plan.url;
  options.set = plan.set;
  options.prefix = plan.prefix;
  options.collection = plan.collection;
  options.defaults = harvest::with_side(plan.defaults);
  options.originals = &originals;
  options.parser_program = sandbox::own_program();
  options.stop = &tools.stop;
  options.time = harvest::real_time(tools.stop);
  const auto web = harvest::open_web({}, &tools.stop);
  Result<harvest::HarvestReport> report = harvest::harvest(options, *web, *writer, observer);
  Result<void> ended;
  if (report) ended = report->records.is_interrupted ? writer->flush() : writer->settle();
  if (report && ended) return report;
  tools.writer.drop();
  return report ? Result<harvest::HarvestReport>(ended.error()) : report;
}

Result<void> sweep_originals(Tools& tools) {
  repository::Writer* writer = TRY(tools.writer.get());
  const auto named = TRY(pipeline::named_originals(writer->view()));
  TRY(pipeline::Originals(tools.writer.repository()).sweep(named));
  return {};
}

}  // namespace isthmus::watch

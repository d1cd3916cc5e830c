#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/pipeline/target.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

void tell(const Context& context, const repository::CheckReport& report) {
  if (context.is_json) {
    context.print_json({{"records", report.records},
                        {"documents", report.documents},
                        {"links", report.links},
                        {"decisions", report.decisions},
                        {"problem_count", report.problem_count},
                        {"problems", report.problems}});
    return;
  }
  for (const std::string& problem : report.problems) context.print(problem + "\n");
  context.print(counted(report.records, "record") + ", " + counted(report.documents, "document") +
                ", " + counted(report.links, "link") +
                (report.decisions > 0 ? ", " + counted(report.decisions, "decision") : "") + ", " +
                counted(report.problem_count, "problem") + "\n");
}

// What a killed or interrupted writer left undone is no damage.
Result<void> finish_earlier_run(const Context& context) {
  const auto writer = TRY(context.open_writer());
  return writer->settle();
}

}  // namespace

Result<int> run_check(const Context& context, Repair repair) {
  TRY(finish_earlier_run(context));
  const repository::CheckReport report = TRY(repository::check(context.repository));
  tell(context, report);
  if (report.clean()) return kDone;
  if (repair == Repair::kNo) {
    context.say("`isthmus-indexer check --repair` derives everything again from the records\n");
    return error_info(ErrorCode::kCorrupt).exit_status;
  }
  TRY(run_rebuild(context));
  const repository::CheckReport after = TRY(repository::check(context.repository));
  tell(context, after);
  return after.clean() ? kDone : error_info(ErrorCode::kCorrupt).exit_status;
}

}  // namespace isthmus::commands

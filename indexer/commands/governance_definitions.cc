#include "indexer/commands/definitions.h"

namespace isthmus::commands {
namespace {

using GovernanceRun = Result<int> (*)(const Context&, const GovernanceArguments&);

void define_governance_action(CLI::App& group, CommandLine& line, pipeline::GovernanceKind kind,
                              const std::string& name, GovernanceRun run) {
  const std::string things = std::string(name_of(kind)) + "s";
  const std::string description = name == "add"
                                      ? "Take in " + things + " from JSON, CSV or TSV files"
                                  : name == "list" ? "List all " + things
                                  : name == "show" ? "Show one as JSON"
                                                   : "Remove " + things;
  CLI::App* action = define(group, name, description, line, [&line, kind, run] {
    line.governance.kind = kind;
    return run(line.context, line.governance);
  });
  if (name == "list") return;
  CLI::Option* values =
      action->add_option(name == "add" ? "FILE" : "ID", line.governance.values,
                         name == "add" ? "Files, or - for JSON from standard input" : "Ids");
  values->required();
  if (name == "show") values->expected(1);
}

}  // namespace

void define_governance(CLI::App& app, CommandLine& line) {
  using pipeline::GovernanceKind;
  for (const GovernanceKind kind :
       {GovernanceKind::kOrganisation, GovernanceKind::kProgramme, GovernanceKind::kAgreement}) {
    CLI::App* group =
        app.add_subcommand(std::string(name_of(kind)),
                           "Add, list, show and remove " + std::string(name_of(kind)) + "s");
    group->fallthrough();
    group->require_subcommand(1);
    define_governance_action(*group, line, kind, "add", run_governance_add);
    define_governance_action(*group, line, kind, "list", run_governance_list);
    define_governance_action(*group, line, kind, "show", run_governance_show);
    define_governance_action(*group, line, kind, "remove", run_governance_remove);
  }
}

}  // namespace isthmus::commands

#include "indexer/pipeline/governance.h"

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/findings.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<int> run_governance_add(const Context& context, const GovernanceArguments& arguments) {
  std::vector<pipeline::GovernanceFile> files;
  for (const std::string& path : arguments.values) {
    std::error_code ignored;
    if (path != "-" && !std::filesystem::exists(context.located(path), ignored)) {
      return Error{ErrorCode::kNotFound, "there is no file " + quote(path), "check the path"};
    }
    const std::string bytes = TRY(context.bytes_of(path));
    files.push_back(pipeline::read_governance(arguments.kind, path, bytes));
  }
  auto writer = TRY(context.create_writer());
  const auto target = pipeline::repository_target(*writer);
  std::uint64_t taken = 0;
  std::uint64_t refused = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    taken += TRY(pipeline::take_in(files[i], *target));
    refused += tell(context, arguments.values[i], std::move(files[i].diagnostics));
  }
  TRY(writer->settle());
  if (context.is_json) {
    context.print_json({{"taken_in", taken}, {"refused", refused}});
  } else {
    context.print("took in " + std::to_string(taken) + ", refused " + std::to_string(refused) +
                  "\n");
  }
  return refused == 0 ? kDone : kSomeRefused;
}

Result<int> run_governance_list(const Context& context, const GovernanceArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const Json list = TRY(pipeline::list_governance(reader->snapshot()->store(), arguments.kind));
  if (context.is_json) {
    context.print_json(list);
    return kDone;
  }
  for (const Json& object : list) {
    const std::string name = text_at(object, "name");
    context.print(text_at(object, "id") + "\t" + (name.empty() ? text_at(object, "title") : name) +
                  "\n");
  }
  return kDone;
}

Result<int> run_governance_show(const Context& context, const GovernanceArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  context.print_json(TRY(pipeline::show_governance(reader->snapshot()->store(), arguments.kind,
                                                   arguments.values.front())));
  return kDone;
}

Result<int> run_governance_remove(const Context& context, const GovernanceArguments& arguments) {
  auto writer = TRY(context.open_writer());
  for (const std::string& id : arguments.values)
    TRY(pipeline::show_governance(writer->view(), arguments.kind, id));
  for (const std::string& id : arguments.values) {
    writer->forget(store::Family::kGovernance, pipeline::governance_key(arguments.kind, id));
  }
  TRY(writer->settle());
  print_removed(context, arguments.values.size());
  return kDone;
}

}  // namespace isthmus::commands

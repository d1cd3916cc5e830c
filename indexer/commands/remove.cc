#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/pipeline/known_sources.h"
#include "indexer/pipeline/originals.h"
#include "indexer/pipeline/removing.h"
#include "schema/wording.h"

namespace isthmus::commands {

Result<int> run_remove(const Context& context, const RemoveArguments& arguments) {
  auto writer = TRY(context.open_writer());
  std::uint64_t removed = 0;
  if (!arguments.collection.empty())
    removed += TRY(pipeline::remove_collection(*writer, arguments.collection));
  Json missing = Json::array();
  for (const std::string& id : arguments.ids) {
    if (TRY(pipeline::remove_record(*writer, id))) {
      ++removed;
    } else {
      context.say("no record has the id " + quote(id) + "\n");
      missing.push_back(id);
    }
  }
  TRY(writer->settle());
  if (!arguments.collection.empty()) {
    const auto named = TRY(pipeline::named_originals(writer->view()));
    TRY(pipeline::Originals(context.repository).sweep(named));
  }
  if (context.is_json) {
    context.print_json({{"removed", removed}, {"not_found", missing}});
  } else {
    context.print("removed " + std::to_string(removed) + "\n");
  }
  return missing.empty() ? kDone : error_info(ErrorCode::kNotFound).exit_status;
}

}  // namespace isthmus::commands

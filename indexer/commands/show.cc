#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"

namespace isthmus::commands {

Result<int> run_show(const Context& context, const std::string& id) {
  const auto reader = TRY(context.open_reader());
  const Record record = TRY(reader->snapshot()->store().whole_record(id));
  context.print_json(to_json(record));
  return kDone;
}

}  // namespace isthmus::commands

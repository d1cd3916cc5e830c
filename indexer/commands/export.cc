#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/each_record.h"

namespace isthmus::commands {

Result<int> run_export(const Context& context) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const auto print_whole = [&](const Record& record) -> Result<void> {
    Record whole = record;
    whole.body = TRY(snapshot->store().body(record.id));
    context.print(dump_json(to_json(whole)) + "\n");
    return {};
  };
  TRY(for_each_record(snapshot->store(), print_whole));
  return kDone;
}

}  // namespace isthmus::commands

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "schema/wording.h"

namespace isthmus::commands {

Result<int> run_rebuild(const Context& context) {
  auto writer = TRY(context.open_writer());
  ProgressLine progress(context);
  std::uint64_t records = 0;
  TRY(writer->rebuild([&](std::uint64_t done, std::uint64_t total) {
    records = total;
    progress.update({done, total, done});
  }));
  progress.clear();
  if (context.is_json) {
    context.print_json({{"records", records}});
  } else {
    context.print("rebuilt " + counted(records, "record") + "\n");
  }
  return kDone;
}

}  // namespace isthmus::commands

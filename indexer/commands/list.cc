#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/each_record.h"

namespace isthmus::commands {
namespace {

bool is_wanted(const Record& record, const ListArguments& arguments) {
  if (!arguments.side.empty() && name_of(record.side) != arguments.side) return false;
  if (!arguments.kind.empty() && name_of(record.kind) != arguments.kind) return false;
  return arguments.collection.empty() || collection_of(record.id) == arguments.collection;
}

// One line whatever the title holds.
std::string line_of(const Record& record) {
  std::string title = record.title;
  for (char& c : title) c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  return record.id + "\t" + std::string(name_of(record.side)) + "\t" +
         std::string(name_of(record.kind)) + "\t" + title + "\n";
}

Json json_of(const Record& record) {
  return {{"id", record.id},
          {"side", name_of(record.side)},
          {"kind", name_of(record.kind)},
          {"title", record.title}};
}

}  // namespace

Result<int> run_list(const Context& context, const ListArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  TRY(for_each_record(reader->snapshot()->store(), [&](const Record& record) -> Result<void> {
    if (!is_wanted(record, arguments)) return {};
    context.print(context.is_json ? dump_json(json_of(record)) + "\n" : line_of(record));
    return {};
  }));
  return kDone;
}

}  // namespace isthmus::commands

#include "indexer/commands/each_record.h"

#include <optional>

#include "schema/wording.h"

namespace isthmus::commands {

Result<void> for_each_record(const store::View& view,
                             const std::function<Result<void>(const Record& record)>& visit) {
  std::optional<Error> fault;
  TRY(view.scan(store::Family::kRecords, {}, {}, [&](std::string_view id, std::string_view value) {
    const Result<StoredRecord> stored = codec::decode<StoredRecord>(value);
    Result<void> visited = stored ? visit(stored->record) : Result<void>(stored.error());
    if (!stored) visited.error().message += ", the record " + quote(id);
    if (!visited) fault = std::move(visited).error();
    return !fault;
  }));
  if (fault) return *std::move(fault);
  return {};
}

}  // namespace isthmus::commands

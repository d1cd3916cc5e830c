#include "indexer/commands/each_record.h"

#include "schema/wording.h"

namespace isthmus::commands {

Result<void> for_each_record(const store::View& view,
                             const std::function<Result<void>(const Record& record)>& visit) {
  return view.for_each(store::Family::kRecords, {},
                       [&](std::string_view id, std::string_view value) -> Result<void> {
                         Result<StoredRecord> stored = codec::decode<StoredRecord>(value);
                         if (stored) return visit(stored->record);
                         stored.error().message += ", the record " + quote(id);
                         return std::move(stored).error();
                       });
}

}  // namespace isthmus::commands

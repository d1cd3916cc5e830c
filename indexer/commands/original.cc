#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "indexer/commands/commands.h"
#include "indexer/pipeline/joining.h"
#include "indexer/pipeline/originals.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

Result<void> write_to(const std::string& path, const std::string& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file != nullptr) {
    const bool is_written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    if (std::fclose(file) == 0 && is_written) return {};
  }
  return Error{ErrorCode::kIo, quote(path) + " cannot be written: " + std::strerror(errno),
               "name another file"};
}

// Of several files about one work, the one that the text came from.
Result<std::string> main_source_of(const store::View& view, const StoredRecord& stored) {
  const auto parts = TRY(pipeline::stored_parts(view, stored.record.id));
  const auto longest = std::max_element(parts.begin(), parts.end(), [](auto& a, auto& b) {
    return a.record.body.size() < b.record.body.size();
  });
  return longest == parts.end() ? stored.source_key : longest->source_key;
}

}  // namespace

Result<int> run_original(const Context& context, const OriginalArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const store::View& view = reader->snapshot()->store();
  const StoredRecord stored = TRY(view.record(arguments.id));
  const std::string source_key = TRY(main_source_of(view, stored));
  const std::optional<std::string> value = TRY(view.get(store::Family::kSources, source_key));
  SourceState state;
  if (value) state = TRY(codec::decode<SourceState>(*value));
  const std::string bytes = TRY(pipeline::Originals(context.repository).bytes_of(state.original));
  if (arguments.output.empty()) {
    context.print(bytes);
  } else {
    TRY(write_to(arguments.output, bytes));
  }
  return kDone;
}

}  // namespace isthmus::commands

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "indexer/commands/commands.h"
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

}  // namespace

Result<int> run_original(const Context& context, const OriginalArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const store::View& view = reader->snapshot()->store();
  const StoredRecord stored = TRY(view.record(arguments.id));
  const std::optional<std::string> value =
      TRY(view.get(store::Family::kSources, stored.source_key));
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

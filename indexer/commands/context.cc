#include "indexer/commands/context.h"

#include <cstdio>

#include "indexer/pipeline/target.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

Result<void> must_exist(const std::filesystem::path& directory) {
  if (pipeline::is_repository(directory)) return {};
  return Error{ErrorCode::kNotFound, "there is no repository in " + quote(directory.string()),
               "name it with -r or ISTHMUS_REPOSITORY; `add` creates one"};
}

}  // namespace

void Context::print(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void Context::print_json(const Json& json) const { print(pretty_json(json) + "\n"); }

void Context::say(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stderr); }

Result<std::unique_ptr<repository::Reader>> Context::open_reader() const {
  TRY(must_exist(repository));
  return repository::Reader::open(repository);
}

Result<std::unique_ptr<repository::Writer>> Context::open_writer() const {
  TRY(must_exist(repository));
  return repository::Writer::open(repository);
}

}  // namespace isthmus::commands

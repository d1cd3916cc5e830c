#include "indexer/commands/context.h"

#include <nlohmann/json.hpp>

#include "indexer/pipeline/file_bytes.h"
#include "indexer/pipeline/roots.h"
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

void Context::print(std::string_view text) const { session->out(text); }

void Context::print_json(const Json& json) const { print(pretty_json(json) + "\n"); }

void Context::say(std::string_view text) const {
  if (!is_json) return session->err(text);
  say_event("note", {{"text", text.substr(0, text.find_last_not_of('\n') + 1)}});
}

void Context::say_event(std::string_view name, const Json& fields) const {
  Json event = {{"event", name}};
  event.update(fields);
  session->err(dump_json(event) + "\n");
}

std::filesystem::path Context::located(const std::string& path) const {
  return session->directory() / path;
}

Result<std::string> Context::bytes_of(const std::string& path) const {
  if (path == pipeline::kStandardInput) return session->standard_input();
  return pipeline::read_bytes(located(path));
}

Result<std::unique_ptr<repository::Reader>> Context::open_reader() const {
  TRY(must_exist(repository));
  return repository::Reader::open(repository);
}

Result<WriterLease> Context::open_writer() const {
  TRY(must_exist(repository));
  return create_writer();
}

Result<WriterLease> Context::create_writer(repository::WriterOptions options) const {
  return session->writer(repository, options);
}

}  // namespace isthmus::commands

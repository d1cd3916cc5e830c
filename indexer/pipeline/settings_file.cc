#include "indexer/pipeline/settings_file.h"

#include "indexer/pipeline/file_bytes.h"
#include "indexer/pipeline/roots.h"

namespace isthmus::pipeline {

namespace fs = std::filesystem;

Result<parsers::Collection> settings_in(const fs::path& folder) {
  const fs::path path = folder / kSettingsName;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return parsers::Collection{};
  const std::string toml = TRY(read_bytes(path));
  Result<parsers::Collection> collection = parsers::parse_collection(toml);
  if (!collection) {
    Error error = std::move(collection).error();
    error.message = folder.string() + "/" + error.message;
    return error;
  }
  for (const parsers::SourceTable& source : collection->sources)
    TRY(check_defaults(source.settings.defaults));
  TRY(check_defaults(collection->defaults));
  return collection;
}

std::string name_of_collection(const std::vector<std::string>& candidates) {
  for (std::string name : candidates) {
    for (char& c : name) c = c == ':' || c == '/' ? '-' : c;
    if (!name.empty()) return name;
  }
  return "collection";
}

}  // namespace isthmus::pipeline

#include "indexer/pipeline/roots.h"

#include <algorithm>

#include "indexer/parsers/defaults.h"
#include "indexer/pipeline/settings_file.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

Result<Root> root_of_file(const fs::path& file, const std::string& collection) {
  Root root;
  root.folder = file.parent_path();
  root.settings = TRY(settings_in(root.folder));
  root.collection = name_of_collection({collection, root.settings.name, file.stem().string()});
  root.files.push_back(file_at(file, file.filename().string()));
  return root;
}

Result<void> add_folder(const fs::path& folder, const std::string& collection,
                        std::vector<Root>& roots) {
  Root root;
  root.folder = folder;
  root.settings = TRY(settings_in(folder));
  root.collection =
      name_of_collection({collection, root.settings.name, folder.filename().string()});
  root.is_whole = true;
  Walk found = TRY(walk(folder, root.settings));
  root.files = std::move(found.files);
  root.skipped = found.skipped;
  const bool holds_something = !root.files.empty() || found.collections.empty();
  if (holds_something) roots.push_back(std::move(root));
  for (const fs::path& inner : found.collections) TRY(add_folder(inner, collection, roots));
  return {};
}

Result<void> add_argument(const std::string& argument, const Search& search,
                          std::vector<Root>& roots) {
  const std::string& collection = search.collection;
  if (argument == kStandardInput) {
    Root root;
    root.folder = kStandardInput;
    root.collection = name_of_collection({collection, "stdin"});
    root.files.push_back({kStandardInput, 0});
    roots.push_back(std::move(root));
    return {};
  }
  std::error_code fault;
  const fs::path path = fs::canonical(search.directory / argument, fault);
  if (fault)
    return Error{ErrorCode::kNotFound, "there is no file or folder " + quote(argument),
                 "check the path"};
  if (fs::is_directory(path, fault)) return add_folder(path, collection, roots);
  if (!fs::is_regular_file(path, fault)) {
    return Error{ErrorCode::kUsage, quote(argument) + " is neither a file nor a folder",
                 "pipe into `add -` instead"};
  }
  roots.push_back(TRY(root_of_file(path, collection)));
  return {};
}

Result<void> check_name(const std::string& what, const std::string& value,
                        const std::vector<std::string_view>& names) {
  if (value.empty() || std::find(names.begin(), names.end(), value) != names.end()) return {};
  return Error{ErrorCode::kUsage, what + " is " + quote(value), did_you_mean(value, names)};
}

}  // namespace

bool is_web_address(const std::string& root) { return root.find("://") != std::string::npos; }

Result<std::vector<Root>> find_roots(const Search& search) {
  std::vector<Root> roots;
  for (const std::string& argument : search.arguments) TRY(add_argument(argument, search, roots));
  return roots;
}

Result<void> check_defaults(const parsers::Defaults& defaults) {
  TRY(check_name("side", defaults.side, side_names()));
  TRY(check_name("kind", defaults.kind, kind_names()));
  Record record;
  record.id = "collection:id";
  record.title = "title";
  record.kind = Kind::kNote;
  const Result<Record> complete =
      complete_record(parsers::with_defaults(std::move(record), defaults));
  if (complete) return {};
  return Error{ErrorCode::kUsage, complete.error().message, complete.error().hint};
}

}  // namespace isthmus::pipeline

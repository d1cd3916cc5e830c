#include "indexer/pipeline/walk.h"

#include <algorithm>

#include <sys/stat.h>

#include "indexer/parsers/textless.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

class Walker {
 public:
  explicit Walker(const parsers::Collection& collection) : collection_(collection) {}

  Result<Walk> walk(const fs::path& root) {
    std::vector<std::pair<fs::path, std::string>> folders = {{root, ""}};
    while (!folders.empty()) {
      const auto [folder, prefix] = folders.back();
      folders.pop_back();
      std::error_code fault;
      for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end;
           entry.increment(fault)) {
        visit(*entry, prefix, folders);
      }
      if (fault)
        return Error{ErrorCode::kIo, "the folder " + quote(folder.string()) +
                                         " cannot be read: " + fault.message()};
    }
    std::sort(out_.files.begin(), out_.files.end(),
              [](const File& a, const File& b) { return a.path < b.path; });
    std::sort(out_.collections.begin(), out_.collections.end());
    return std::move(out_);
  }

 private:
  void visit(const fs::directory_entry& entry, const std::string& prefix,
             std::vector<std::pair<fs::path, std::string>>& folders) {
    std::error_code ignored;
    const std::string name = entry.path().filename().string();
    const std::string path = prefix + name;
    if (entry.is_symlink(ignored) || is_passed_over(collection_, path)) return;
    if (entry.is_directory(ignored)) {
      if (is_kept_by_isthmus(entry.path())) return;
      if (fs::exists(entry.path() / kSettingsName, ignored)) {
        out_.collections.push_back(entry.path());
      } else {
        folders.emplace_back(entry.path(), path + "/");
      }
    } else if (entry.is_regular_file(ignored)) {
      if (parsers::holds_no_text(name)) {
        ++out_.skipped;
      } else {
        out_.files.push_back(file_at(entry.path(), path));
      }
    }
  }

  const parsers::Collection& collection_;
  Walk out_;
};

}  // namespace

File file_at(const fs::path& location, std::string path) {
  struct stat status {};
  if (stat(location.c_str(), &status) != 0) return {std::move(path), 0, 0, false};
  constexpr std::uint64_t kNanoseconds = 1'000'000'000;
  return {std::move(path), static_cast<std::uint64_t>(status.st_size),
          static_cast<std::uint64_t>(status.st_ctim.tv_sec) * kNanoseconds +
              static_cast<std::uint64_t>(status.st_ctim.tv_nsec),
          false};
}

bool is_kept_by_isthmus(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "knowledge" / "CURRENT", ignored) &&
         fs::exists(folder / "index", ignored);
}

bool is_passed_over(const parsers::Collection& collection, const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (name.starts_with('.') || path == kSettingsName || path == "queries.json") return true;
  for (const auto* governance : {&collection.organisations, &collection.programmes,
                                 &collection.agreements, &collection.lexicon}) {
    if (path == *governance) return true;
  }
  return parsers::is_ignored(collection, path);
}

Result<Walk> walk(const fs::path& root, const parsers::Collection& collection) {
  return Walker(collection).walk(root);
}

}  // namespace isthmus::pipeline

// find_named: some files of a folder as a pass over the whole folder would see them.
#include <map>

#include <sys/stat.h>

#include "indexer/parsers/textless.h"
#include "indexer/pipeline/roots.h"
#include "indexer/pipeline/settings_file.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

enum class Found : std::uint8_t { kNothing, kFile, kFolder, kOther };

Found look_at(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return Found::kNothing;
  if (S_ISREG(status.st_mode)) return Found::kFile;
  return S_ISDIR(status.st_mode) ? Found::kFolder : Found::kOther;
}

bool changes_everything(const parsers::Collection& settings, const std::string& path) {
  return path == kSettingsName ||
         (!path.empty() && (path == settings.organisations || path == settings.programmes ||
                            path == settings.agreements));
}

class Sorting {
 public:
  explicit Sorting(std::string collection) : collection_(std::move(collection)) {}

  // False when the whole folder is to be looked at. `path`: below `folder`.
  Result<bool> place(fs::path folder, std::string path) {
    Root* root = TRY(root_in(folder));
    for (std::size_t slash = path.find('/'); slash != std::string::npos;) {
      const std::string inner = path.substr(0, slash);
      const Found found = look_at(folder / inner);
      if (is_passed_over(root->settings, inner) || found == Found::kOther) return true;
      std::error_code ignored;
      if (found == Found::kFolder && fs::exists(folder / inner / kSettingsName, ignored)) {
        folder /= inner;
        path = path.substr(slash + 1);
        root = TRY(root_in(folder));
        slash = path.find('/');
      } else {
        slash = path.find('/', slash + 1);
      }
    }
    return place_file(*root, folder, path);
  }

  std::vector<Root> take() {
    std::vector<Root> roots;
    for (auto& [folder, root] : roots_) {
      if (!root.files.empty() || !root.gone->empty()) roots.push_back(std::move(root));
    }
    return roots;
  }

 private:
  Result<Root*> root_in(const fs::path& folder) {
    const auto [known, is_new] = roots_.try_emplace(folder);
    Root& root = known->second;
    if (!is_new) return &root;
    root.folder = folder;
    root.settings = TRY(settings_in(folder));
    root.collection =
        name_of_collection({collection_, root.settings.name, folder.filename().string()});
    root.gone.emplace();
    return &root;
  }

  static bool place_file(Root& root, const fs::path& folder, const std::string& path) {
    if (changes_everything(root.settings, path)) return false;
    if (is_passed_over(root.settings, path)) return true;
    switch (look_at(folder / path)) {
      case Found::kNothing:
        root.gone->push_back(path);
        break;
      case Found::kFile:
        if (parsers::holds_no_text(path.substr(path.rfind('/') + 1))) {
          ++root.skipped;
        } else {
          root.files.push_back(file_at(folder / path, path));
        }
        break;
      case Found::kFolder:
      case Found::kOther:
        break;
    }
    return true;
  }

  const std::string collection_;
  std::map<fs::path, Root> roots_;
};

}  // namespace

Result<std::optional<std::vector<Root>>> find_named(const fs::path& folder,
                                                    const std::string& collection,
                                                    const std::set<std::string>& paths) {
  Sorting sorting(collection);
  for (const std::string& path : paths) {
    if (!TRY(sorting.place(folder, path))) return std::optional<std::vector<Root>>();
  }
  return std::optional(sorting.take());
}

}  // namespace isthmus::pipeline

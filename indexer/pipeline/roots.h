// From the arguments of `add` to collections: each with its name, its root folder, its settings and
// its files.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/parsers/settings.h"
#include "indexer/pipeline/walk.h"
#include "schema/result.h"

namespace isthmus::pipeline {

inline constexpr const char* kStandardInput = "-";

// Is this root of a collection not a folder, but an OAI-PMH repository that was harvested, or the
// spool of what was handed in?
bool is_web_address(const std::string& root);

struct Root {
  std::string collection;
  std::filesystem::path
      folder;  // absolute; of a file argument the folder that it lies in; "-" for standard input
  parsers::Collection settings;
  std::vector<File> files;
  bool is_whole =
      false;  // the argument was the folder, so that files that are not listed have vanished
  // Of a look at named files alone: those of them that are no more. Nothing: any known source may
  // have vanished.
  std::optional<std::vector<std::string>> gone;
  std::string owner;                   // whose the collection's name is; empty: the folder's
  std::shared_ptr<std::string> input;  // standard input that was read already; taken from here once
  std::uint64_t skipped = 0;

  bool is_standard_input() const { return folder == kStandardInput; }
  std::string owner_name() const { return owner.empty() ? folder.string() : owner; }
};

// What `find_roots` looks at.
struct Search {
  std::vector<std::string> arguments;
  std::string collection;           // empty: each root has a name of its own
  std::filesystem::path directory;  // where relative arguments begin; empty: the process's own
};

// One entry for each argument, and for each folder below an argument that has its own isthmus.toml.
// Errors: kNotFound for a path that is not there; kUsage for an isthmus.toml that is not
// understood, or for two arguments that lead to one name from different folders; kIo.
Result<std::vector<Root>> find_roots(const Search& search);

// Some files below a folder, by their paths from there on, as roots that give them the same
// collections, paths and settings as the whole folder would. Nothing when only a look at the whole
// folder tells what has changed: settings or governance are among them. Errors: as find_roots.
Result<std::optional<std::vector<Root>>> find_named(const std::filesystem::path& folder,
                                                    const std::string& collection,
                                                    const std::set<std::string>& paths);

// Would records with these defaults be accepted? Errors: kUsage.
Result<void> check_defaults(const parsers::Defaults& defaults);

}  // namespace isthmus::pipeline

// From the arguments of `add` to collections: each with its name, its root folder, its settings and
// its files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/parsers/settings.h"
#include "indexer/pipeline/walk.h"
#include "schema/result.h"

namespace isthmus::pipeline {

inline constexpr const char* kStandardInput = "-";

// Is this root of a collection not a folder, but an OAI-PMH repository that was harvested?
bool is_web_address(const std::string& root);

struct Root {
  std::string collection;
  std::filesystem::path
      folder;  // absolute; of a file argument the folder that it lies in; "-" for standard input
  parsers::Collection settings;
  std::vector<File> files;
  bool is_whole =
      false;  // the argument was the folder, so that files that are not listed have vanished
  std::uint64_t skipped = 0;

  bool is_standard_input() const { return folder == kStandardInput; }
};

// One entry for each argument, and for each folder below an argument that has its own isthmus.toml.
// Errors: kNotFound for a path that is not there; kUsage for an isthmus.toml that is not
// understood, or for two arguments that lead to one name from different folders; kIo.
Result<std::vector<Root>> find_roots(const std::vector<std::string>& arguments,
                                     const std::string& collection);

// Would records with these defaults be accepted? Errors: kUsage.
Result<void> check_defaults(const parsers::Defaults& defaults);

}  // namespace isthmus::pipeline

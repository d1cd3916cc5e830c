// Walking over a folder of sources: which files are there, in an order that depends on their names
// alone.
//
// Symbolic links inside the folder are not followed. Hidden files and folders, isthmus.toml,
// governance files, queries.json and what the collection ignores are passed over; files that hold
// no text by their ending (pictures, fonts, styles) are counted as skipped. A folder below that has
// an isthmus.toml of its own is a collection of its own; one that is a repository of Isthmus holds
// no sources.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/parsers/settings.h"
#include "schema/result.h"

namespace isthmus::pipeline {

struct File {
  std::string path;  // below the root, '/' between parts
  std::uint64_t bytes = 0;
  std::uint64_t changed = 0;     // status change time in nanoseconds; 0: unknown
  bool is_half_written = false;  // somebody is at it: it is there, and left alone for now
};

// Size and time of a file; zeros when it cannot be looked at.
File file_at(const std::filesystem::path& location, std::string path);

struct Walk {
  std::vector<File> files;                         // sorted by path, byte by byte
  std::vector<std::filesystem::path> collections;  // folders with their own isthmus.toml, sorted
  std::uint64_t skipped = 0;
};

inline constexpr const char* kSettingsName = "isthmus.toml";

// Errors: kIo when a folder cannot be read.
Result<Walk> walk(const std::filesystem::path& root, const parsers::Collection& collection);

// Is this folder a repository that Isthmus keeps?
bool is_kept_by_isthmus(const std::filesystem::path& folder);

// Does this path, below a collection's root, name something that is no source by itself?
bool is_passed_over(const parsers::Collection& collection, const std::string& path);

}  // namespace isthmus::pipeline

// The daemon's TOML file, read: its settings as texts with the places where they stand, and the keys
// of those who may do more than read. The door of toml++ in searchd. Which settings there are, and
// what fits them, is for searchd/config.cc.
//
// Errors: kUsage for what is no TOML, and for a key that is not whole; kIo when the file cannot be
// read.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"
#include "searchd/config.h"

namespace isthmus::searchd {

// [[keys]], and [[submission_keys]] for those who hand in alone.
inline constexpr std::array<std::string_view, 2> kKeyTables = {"keys", "submission_keys"};

struct FileValue {
  std::string key;
  std::string value;
  std::string place;  // "searchd.toml:3"
};

struct ConfigFile {
  std::vector<FileValue> values;
  std::vector<AccessKey> keys;
};

Result<ConfigFile> read_config_file(const std::string& file);

}  // namespace isthmus::searchd

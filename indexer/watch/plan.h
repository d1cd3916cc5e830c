// What `watch` follows: folders and OAI-PMH repositories, from watch.toml.
//
//   [[folder]]   path, collection, prune, every, and the defaults of `add`
//   [[harvest]]  url, set, prefix, collection, every, and the defaults of `add`
//
// Defaults: side, kind, language, organisation, licence, programme, visibility. `every` is a number
// with s, m, h or d. A relative path begins at the file's folder.
//
// Errors: kUsage for anything that is not understood, with file and line and, for an unknown key,
// "did you mean"; kIo when the file cannot be read.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/settings.h"
#include "schema/result.h"

namespace isthmus::watch {

struct FolderPlan {
  std::filesystem::path path;  // absolute
  std::string collection;      // empty: as `add` names it
  parsers::Defaults defaults;
  bool prunes = false;              // remove the records of files that are gone
  std::chrono::seconds every{600};  // between two looks at all of it
};

struct HarvestPlan {
  std::string url;
  std::string set;
  std::string prefix;
  std::string collection;
  parsers::Defaults defaults;
  std::chrono::seconds every{24 * 3600};

  std::string key() const { return collection + "\n" + url + "\n" + set + "\n" + prefix; }
};

struct Plan {
  std::vector<FolderPlan> folders;
  std::vector<HarvestPlan> harvests;
};

inline constexpr const char* kPlanName = "watch.toml";

Result<Plan> read_plan(const std::filesystem::path& file);
Result<Plan> parse_plan(std::string_view toml, const std::filesystem::path& file);

// "90s", "10m", "24h", "7d". Errors: kUsage.
Result<std::chrono::seconds> parse_duration(const std::string& text);

}  // namespace isthmus::watch

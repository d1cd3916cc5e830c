// How sources are to be read: isthmus.toml, the command line's options and their precedence.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace isthmus::parsers {

// Defaults for records that do not say it themselves, and how their files are read. Empty: not
// given. The most specific wins: the record, then front matter, then the [[source]] table with the
// longest matching path, then [collection], then the command line's option for everything.
struct Defaults {
  std::string side;
  std::string kind;
  std::string language;
  std::string organisation;
  std::string licence;
  std::vector<std::string> programmes;
  std::vector<std::string> audiences;
  std::optional<bool> ocr;  // is writing read off pages that are pictures?
};

// record key -> template over columns: "{machine}: {symptom}"; a list of columns joined by new
// lines becomes "{a}\n{b}".
using ColumnMapping = std::map<std::string, std::string>;

struct Settings {
  Defaults defaults;
  ColumnMapping columns;  // for tables; empty: header names are taken as record keys
  std::string delimiter;  // for tables; empty: guessed from the header among , ; tab |
  std::string encoding;   // empty: detected
  std::string format;     // a parser's name; empty: content and name decide
};

// One [[source]] table.
struct SourceTable {
  std::string path;  // a file, a folder with everything below it, or a glob ("practice/*.csv")
  Settings settings;
};

// One isthmus.toml: what a folder of sources says of itself.
struct Collection {
  std::string name;  // empty: the folder's name
  std::string title;
  std::string title_zh;
  Defaults defaults;
  std::vector<std::string>
      ignore;  // globs; one without '/' is compared with file and folder names at any depth
  std::vector<SourceTable> sources;
  std::string organisations;  // governance files, paths below the folder; empty: none
  std::string programmes;
  std::string agreements;
  std::string lexicon;
};

// Errors: kUsage for anything that is not understood, unknown keys among it, with line or "did you
// mean".
Result<Collection> parse_collection(std::string_view toml);

// The settings for one file: each value from the longest [[source]] path that covers the file and
// gives it, then from [collection], then from `options`.
Settings settings_for(const Collection& collection, std::string_view path, const Defaults& options);

// Is the file, or a folder that it lies in, named by `ignore`?
bool is_ignored(const Collection& collection, std::string_view path);

// Equal settings have equal texts: part of what decides whether a source has to be read again.
std::string fingerprint(const Settings& settings);

}  // namespace isthmus::parsers

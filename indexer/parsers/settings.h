// How sources are to be read: isthmus.toml, the command line's options and their precedence.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace isthmus::parsers {

// Defaults for records that do not say it themselves. Empty: not given. The most specific wins: the record, then front matter, then the
// [[source]] table with the longest matching path, then [collection], then the command line's option for everything.
struct Defaults {
  std::string side;
  std::string kind;
  std::string language;
  std::string organisation;
  std::string licence;
  std::vector<std::string> programmes;
  std::vector<std::string> audiences;
};

// record key -> template over columns: "{machine}: {symptom}"; a list of columns joined by new lines becomes "{a}\n{b}".
using ColumnMapping = std::map<std::string, std::string>;

struct Settings {
  Defaults defaults;
  ColumnMapping columns;      // for tables; empty: header names are taken as record keys
  std::string delimiter;      // for tables; empty: guessed from the header among , ; tab |
  std::string encoding;       // empty: detected
};

}  // namespace isthmus::parsers

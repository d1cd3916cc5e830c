// A file to records, in a process that can do nothing else, without a repository.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/commands/commands.h"
#include "indexer/parsers/parser.h"

namespace isthmus::commands {

struct ParsedFile {
  std::vector<Record> records;  // with local ids
  std::vector<parsers::Diagnostic> diagnostics;
};
// Errors: kUnsupported when no parser takes it.
Result<ParsedFile> parse_file(std::string_view name, std::string_view bytes);

}  // namespace isthmus::commands

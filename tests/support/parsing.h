// What the tests of single parsers share: bytes through the parser that is chosen for them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/parsers/parser.h"

namespace isthmus::testing {

struct Parsed {
  std::vector<Record> records;
  std::vector<parsers::Diagnostic> diagnostics;
};

inline Parsed parse(const std::string& path, std::string_view bytes,
                    const parsers::Settings& settings = {}) {
  Parsed out;
  const Result<const parsers::Parser*> parser = parsers::parser_for(path, bytes);
  if (!parser) {
    out.diagnostics.push_back({0, parser.error(), true});
    return out;
  }
  const parsers::Sink sink{
      [&](Record record, std::uint64_t) {
        out.records.push_back(std::move(record));
        return true;
      },
      [&](parsers::Diagnostic diagnostic) { out.diagnostics.push_back(std::move(diagnostic)); }};
  (*parser)->parse({path, bytes, settings}, sink);
  return out;
}

inline std::vector<std::string> names_of(const Record& record) {
  std::vector<std::string> names;
  for (const Author& author : record.authors) names.push_back(author.name);
  return names;
}

// The name of the parser that is chosen, or of the error.
inline std::string_view chosen(std::string_view path, std::string_view bytes) {
  const Result<const parsers::Parser*> parser = parsers::parser_for(path, bytes);
  return parser ? (*parser)->name : error_info(parser.error().code).name;
}

}  // namespace isthmus::testing

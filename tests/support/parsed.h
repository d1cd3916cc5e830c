// What a parser gives for some bytes, gathered.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/parsers/parser.h"

namespace isthmus::parsers {

struct ParsedSource {
  std::vector<Record> records;
  std::vector<Diagnostic> diagnostics;
};

// A file that no parser takes gives the diagnostic that says so.
inline ParsedSource parse_source(const std::string& path, std::string_view bytes,
                                 const Settings& settings = {}) {
  ParsedSource out;
  const Result<const Parser*> parser = parser_for(path, bytes);
  if (!parser) {
    out.diagnostics.push_back({0, parser.error(), true});
    return out;
  }
  const Sink sink{[&](Record record, std::uint64_t) {
                    out.records.push_back(std::move(record));
                    return true;
                  },
                  [&](Diagnostic diagnostic) { out.diagnostics.push_back(std::move(diagnostic)); }};
  (*parser)->parse({path, bytes, settings}, sink);
  return out;
}

}  // namespace isthmus::parsers

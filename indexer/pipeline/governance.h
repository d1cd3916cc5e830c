// Organisations, programmes and agreements: read from JSON, CSV or TSV files and stored under their
// ids.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/store.h"
#include "indexer/parsers/parser.h"
#include "indexer/pipeline/roots.h"
#include "indexer/pipeline/target.h"
#include "schema/json.h"

namespace isthmus::pipeline {

enum class GovernanceKind : std::uint8_t { kOrganisation, kProgramme, kAgreement };

std::string_view name_of(GovernanceKind kind);  // "organisation", …
// 1 to `longest` bytes, no control characters.
bool is_governance_id(std::string_view id, std::size_t longest);
std::string governance_key(GovernanceKind kind, std::string_view id);

// One entry of a file that was understood: its key, its stored bytes.
struct GovernanceEntry {
  std::string key;
  std::string value;
};

struct GovernanceFile {
  std::vector<GovernanceEntry> entries;
  std::vector<parsers::Diagnostic> diagnostics;
};

// A JSON array or object, or a table whose columns are the keys ("name_translations.zh" reaches
// into an object, lists are split at ';').
GovernanceFile read_governance(GovernanceKind kind, const std::string& path,
                               std::string_view bytes);

// Every entry of a kind as JSON, in the order of ids. Errors: those of the store.
Result<Json> list_governance(const store::View& view, GovernanceKind kind);
// Errors: kNotFound.
Result<Json> show_governance(const store::View& view, GovernanceKind kind, std::string_view id);

// Notes what is new or changed; the number of entries that the file has.
Result<std::uint64_t> take_in(const GovernanceFile& file, Target& target);

}  // namespace isthmus::pipeline

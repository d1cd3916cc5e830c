#include "indexer/pipeline/governance.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "indexer/parsers/source_text.h"
#include "schema/blanks.h"
#include "schema/codec.h"
#include "schema/csv_reader.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

using parsers::Diagnostic;

template <typename T>
Result<GovernanceEntry> entry_of(GovernanceKind kind, const Json& object,
                                 std::vector<std::string>& unknown) {
  const T value = TRY(from_json<T>(object, unknown));
  constexpr std::size_t kLongestId = 256;
  if (!is_governance_id(value.id, kLongestId)) {
    return Error{ErrorCode::kInvalidRecord,
                 "the id " + quote(value.id) + " is empty, too long or holds control characters",
                 "give it an \"id\" of at most 256 bytes"};
  }
  return GovernanceEntry{governance_key(kind, value.id), codec::encode(value)};
}

Result<GovernanceEntry> entry_of_kind(GovernanceKind kind, const Json& object,
                                      std::vector<std::string>& unknown) {
  if (kind == GovernanceKind::kOrganisation) return entry_of<Organisation>(kind, object, unknown);
  if (kind == GovernanceKind::kProgramme) return entry_of<Programme>(kind, object, unknown);
  return entry_of<Agreement>(kind, object, unknown);
}

void add_object(GovernanceKind kind, const Json& object, std::uint64_t line, GovernanceFile& out) {
  std::vector<std::string> unknown;
  Result<GovernanceEntry> entry = entry_of_kind(kind, object, unknown);
  for (const std::string& key : unknown) {
    out.diagnostics.push_back(
        {line, {ErrorCode::kInvalidRecord, "unknown key " + quote(key), ""}, false});
  }
  if (entry) {
    out.entries.push_back(*std::move(entry));
  } else {
    out.diagnostics.push_back({line, std::move(entry).error(), true});
  }
}

void read_json(GovernanceKind kind, std::string_view text, GovernanceFile& out) {
  Result<Json> json = parse_json(text);
  if (!json) {
    out.diagnostics.push_back({0, std::move(json).error(), true});
    return;
  }
  if (!json->is_array()) return add_object(kind, *json, 0, out);
  for (const Json& object : *json) add_object(kind, object, 0, out);
}

Json list_from(std::string_view text) {
  Json list = Json::array();
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (!is_blank(part)) list.push_back(trimmed(part));
  }
  return list;
}

Json object_of_row(const std::vector<std::string>& header, const std::vector<std::string>& fields) {
  Json object = Json::object();
  for (std::size_t i = 0; i < std::min(header.size(), fields.size()); ++i) {
    if (fields[i].empty() || header[i].empty()) continue;
    const std::size_t dot = header[i].find('.');
    if (header[i] == "parties") {
      object[header[i]] = list_from(fields[i]);
    } else if (dot == std::string::npos) {
      object[header[i]] = fields[i];
    } else if (Json& outer = object[header[i].substr(0, dot)];
               outer.is_null() || outer.is_object()) {
      outer[header[i].substr(dot + 1)] = fields[i];
    }
  }
  return object;
}

void read_table(GovernanceKind kind, std::string_view text, GovernanceFile& out) {
  csv::Reader reader(text, csv::guess_delimiter(text));
  csv::Row header;
  csv::Row row;
  if (reader.next(header) != csv::Reader::Next::kRow) return;
  while (true) {
    const csv::Reader::Next next = reader.next(row);
    if (next == csv::Reader::Next::kEnd) return;
    if (next == csv::Reader::Next::kRow) {
      const Json object = object_of_row(header.fields, row.fields);
      if (!object.empty()) add_object(kind, object, row.line, out);
    } else {
      out.diagnostics.push_back(
          {row.line, {ErrorCode::kInvalidSource, "a quoted field is never closed", ""}, true});
    }
  }
}

template <typename T>
Result<Json> json_of(std::string_view bytes) {
  return to_json(TRY(codec::decode<T>(bytes)));
}

Result<Json> json_of_kind(GovernanceKind kind, std::string_view bytes) {
  if (kind == GovernanceKind::kOrganisation) return json_of<Organisation>(bytes);
  if (kind == GovernanceKind::kProgramme) return json_of<Programme>(bytes);
  return json_of<Agreement>(bytes);
}

}  // namespace

std::string_view name_of(GovernanceKind kind) {
  if (kind == GovernanceKind::kOrganisation) return "organisation";
  return kind == GovernanceKind::kProgramme ? "programme" : "agreement";
}

bool is_governance_id(std::string_view id, std::size_t longest) {
  return !id.empty() && id.size() <= longest && std::none_of(id.begin(), id.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

std::string governance_key(GovernanceKind kind, std::string_view id) {
  if (kind == GovernanceKind::kOrganisation) return keys::organisation(id);
  return kind == GovernanceKind::kProgramme ? keys::programme(id) : keys::agreement(id);
}

GovernanceFile read_governance(GovernanceKind kind, const std::string& path,
                               std::string_view bytes) {
  GovernanceFile out;
  const Result<parsers::SourceText> text = parsers::SourceText::read(bytes, {});
  if (!text) {
    out.diagnostics.push_back({0, text.error(), true});
  } else if (path.ends_with(".csv") || path.ends_with(".tsv")) {
    read_table(kind, text->utf8(), out);
  } else {
    read_json(kind, text->utf8(), out);
  }
  return out;
}

Result<Json> list_governance(const store::View& view, GovernanceKind kind) {
  Json list = Json::array();
  const auto add = [&](std::string_view, std::string_view value) -> Result<void> {
    list.push_back(TRY(json_of_kind(kind, value)));
    return {};
  };
  TRY(view.for_each(store::Family::kGovernance, governance_key(kind, ""), add));
  return list;
}

Result<Json> show_governance(const store::View& view, GovernanceKind kind, std::string_view id) {
  const std::optional<std::string> value =
      TRY(view.get(store::Family::kGovernance, governance_key(kind, id)));
  if (value) return json_of_kind(kind, *value);
  return Error{ErrorCode::kNotFound, "there is no " + std::string(name_of(kind)) + " " + quote(id),
               "`isthmus-indexer " + std::string(name_of(kind)) + " list` shows the ids"};
}

Result<std::uint64_t> take_in(const GovernanceFile& file, Target& target) {
  for (const GovernanceEntry& entry : file.entries) {
    std::optional<std::string> stored;
    if (target.view() != nullptr)
      stored = TRY(target.view()->get(store::Family::kGovernance, entry.key));
    if (stored != entry.value) target.note(store::Family::kGovernance, entry.key, entry.value);
  }
  return file.entries.size();
}

}  // namespace isthmus::pipeline

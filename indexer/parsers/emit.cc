#include "indexer/parsers/emit.h"

#include <nlohmann/json.hpp>

#include "engine/base/digest.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kDigestDigits = 16;
constexpr std::size_t kListedKeys = 12;

// Often the text is there under names of its own.
Error no_text(const Json& keys) {
  std::string listed;
  std::size_t count = 0;
  for (const auto& [key, value] : keys.items()) {
    if (++count > kListedKeys) break;
    listed += (listed.empty() ? "" : ", ") + key;
  }
  return {ErrorCode::kInvalidRecord,
          "the record has neither title nor body; its keys are " + quote(listed),
          "[source.columns] in isthmus.toml says which keys become title, body and so on"};
}

}  // namespace

bool is_named_by_content(std::string_view id) {
  if (id.size() <= kDigestDigits || id[id.size() - kDigestDigits - 1] != '#') return false;
  return id.find_first_not_of("0123456789abcdef", id.size() - kDigestDigits) ==
         std::string_view::npos;
}

std::string Emitter::local_id(const Record& record) const {
  if (naming_ == Naming::kByPath) return input_.path;
  for (const Identifier& identifier : record.identifiers) {
    constexpr std::string_view kPrefix = "doi:";
    const std::string normal = normal_identifier(identifier.scheme, identifier.value);
    if (normal.starts_with(kPrefix)) return normal.substr(kPrefix.size());
  }
  Record content = record;
  content.source = {};
  return input_.path + "#" + digest(dump_json(to_json(content))).substr(0, kDigestDigits);
}

bool Emitter::emit(const Json& keys, const Place& place) const {
  std::vector<std::string> unknown;
  Result<Record> read = from_json<Record>(keys, unknown);
  for (const std::string& key : unknown) {
    const std::string_view nearest = nearest_name(key, field_names<Record>());
    warn(place.line, "unknown key " + quote(key),
         nearest.empty() ? "" : "did you mean " + quote(nearest) + "?");
  }
  if (!read) {
    refuse(place.line, std::move(read).error());
    return true;
  }
  Record record = *std::move(read);
  if (record.title.size() + record.abstract.size() + record.body.size() > kMaxRecordBytes) {
    refuse(place.line, {ErrorCode::kTooLarge, "the record's text is larger than 8 MB",
                        "split it into several records"});
    return true;
  }
  if (record.title.empty() && record.body.empty()) {
    refuse(place.line, no_text(keys));
    return true;
  }
  if (record.id.empty()) record.id = local_id(record);
  record.source = {input_.path, media_type_, digest(place.bytes)};
  return sink_.record(std::move(record), place.line);
}

void Emitter::warn(std::uint64_t line, std::string message, std::string hint) const {
  sink_.diagnostic({line, {ErrorCode::kInvalidRecord, std::move(message), std::move(hint)}, false});
}

void Emitter::refuse(std::uint64_t line, Error error) const {
  sink_.diagnostic({line, std::move(error), true});
}

}  // namespace isthmus::parsers

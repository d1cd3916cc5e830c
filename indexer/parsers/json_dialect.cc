// Which bibliographic JSON a file is: json_dialect() of bibliographic_json.h.
#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "indexer/parsers/bibliographic_json.h"
#include "indexer/parsers/json_elements.h"

namespace isthmus::parsers {
namespace {

// Of a file that is looked at; an object whose first 64 kB do not say what it is stays unknown.
constexpr std::size_t kHeadBytes = 64UL << 10;
constexpr std::size_t kValueBytes = 400;  // of a value that is looked at
constexpr std::size_t kMostKeys = 1000;

// The keys of one object and how their values begin (with quote or bracket).
using Keys = std::map<std::string, std::string_view, std::less<>>;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kJsonBlanks, at), text.size());
}

// Behind the string that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
  return std::min(at + 1, text.size());
}

// Behind the value that begins at `at`, on the level of its object.
std::size_t skip_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
    if (c == '"') {
      at = skip_string(text, at);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++at;
  }
  return at;
}

// Of the object whose brace stands at `at`.
Keys keys_at(std::string_view text, std::size_t at) {
  Keys keys;
  ++at;
  while (keys.size() < kMostKeys) {
    at = skip_blanks(text, at);
    if (at >= text.size() || text[at] != '"') return keys;
    const std::size_t end = skip_string(text, at);
    const std::string name(text.substr(at + 1, end - at >= 2 ? end - at - 2 : 0));
    at = skip_blanks(text, end);
    if (at >= text.size() || text[at] != ':') return keys;
    at = skip_blanks(text, at + 1);
    keys.emplace(name, text.substr(at));
    at = skip_value(text, at);
    if (at >= text.size() || text[at] != ',') return keys;
    ++at;
  }
  return keys;
}

// Where the first object of a value begins: the value itself or the first of its list.
std::optional<std::size_t> first_object(std::string_view text, std::size_t at) {
  at = skip_blanks(text, at);
  if (at < text.size() && text[at] == '[') at = skip_blanks(text, at + 1);
  if (at >= text.size() || text[at] != '{') return std::nullopt;
  return at;
}

bool value_has(const Keys& keys, std::string_view key, std::string_view part) {
  const auto found = keys.find(key);
  return found != keys.end() &&
         found->second.substr(0, kValueBytes).find(part) != std::string_view::npos;
}

bool is_csl(const Keys& keys) {
  const auto type = keys.find("type");
  if (type == keys.end() || !type->second.starts_with('"')) return false;
  const bool has_date = value_has(keys, "issued", "date-parts") ||
                        value_has(keys, "issued", "\"raw\"") ||
                        value_has(keys, "issued", "\"literal\"");
  return has_date || keys.contains("DOI") || keys.contains("container-title");
}

JsonDialect dialect_of(const Keys& keys) {
  // What says of what kind it is in our own words is ours.
  if (keys.contains("kind") || keys.contains("body")) return JsonDialect::kNone;
  for (const std::string_view address : {"schema.org", "codemeta"}) {
    if (value_has(keys, "@context", address)) return JsonDialect::kSchemaOrg;
  }
  for (const std::string_view key : {"schemaVersion", "schema-version", "schema_version"}) {
    if (value_has(keys, key, "datacite.org/schema")) return JsonDialect::kDataCite;
  }
  const bool is_resource = keys.contains("creators") && keys.contains("titles");
  if (is_resource || (value_has(keys, "type", "\"dois\"") && keys.contains("attributes")))
    return JsonDialect::kDataCite;
  return is_csl(keys) ? JsonDialect::kCsl : JsonDialect::kNone;
}

}  // namespace

JsonDialect json_dialect(std::string_view bytes) {
  const std::string_view head = bytes.substr(bytes.starts_with("\xef\xbb\xbf") ? 3 : 0, kHeadBytes);
  std::optional<std::size_t> at = first_object(head, 0);
  constexpr int kEnvelopes = 3;  // "message", in it "items"
  for (int depth = 0; depth < kEnvelopes && at; ++depth) {
    const Keys keys = keys_at(head, *at);
    const JsonDialect dialect = dialect_of(keys);
    if (dialect != JsonDialect::kNone) return dialect;
    std::optional<std::size_t> inner;
    for (const std::string_view envelope : {"message", "data", "items", "@graph"}) {
      const auto found = keys.find(envelope);
      if (found == keys.end() || inner) continue;
      inner = first_object(head, head.size() - found->second.size());
    }
    at = inner;
  }
  return JsonDialect::kNone;
}

}  // namespace isthmus::parsers

#include "searchd/config_file.h"

#include <algorithm>

#include <toml++/toml.h>

#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

constexpr std::array<std::string_view, 4> kScopes = {"records:submit", "links:decide",
                                                     "searches:read", "gaps:decide"};

std::string place_of(const std::string& file, const toml::source_region& region) {
  return file + ":" + std::to_string(region.begin.line);
}

Result<std::string> text_of(const toml::node& node, const std::string& place) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto flag = node.value_exact<bool>()) return std::string(*flag ? "true" : "false");
  return Error{ErrorCode::kUsage,
               place + ": a value must be a text, a whole number, true or false"};
}

Result<std::vector<std::string>> texts_of(const toml::node& node, const std::string& place) {
  std::vector<std::string> texts;
  const toml::array* array = node.as_array();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto text = array->get(i)->value_exact<std::string>();
    if (!text || text->empty()) break;
    texts.push_back(*text);
  }
  if (array != nullptr && !texts.empty() && texts.size() == array->size()) return texts;
  return Error{ErrorCode::kUsage, place + ": the value does not fit",
               "a list of names fits, such as [\"workshop\"]"};
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Error misfit(const std::string& place, std::string hint) {
  return {ErrorCode::kUsage, place + ": the value does not fit", std::move(hint)};
}

Result<void> set_collections(AccessKey& key, const toml::node& node, const std::string& place) {
  key.collections = TRY(texts_of(node, place));
  for (const std::string& name : key.collections) {
    if (name.find_first_of(":/") == std::string::npos) continue;
    return Error{ErrorCode::kUsage,
                 place + ": " + quote(name) + " cannot be the name of a collection",
                 "a name without ':' and '/' fits"};
  }
  return {};
}

Result<void> set_scopes(AccessKey& key, const toml::node& node, const std::string& place) {
  for (const std::string& name : TRY(texts_of(node, place))) {
    const auto known = std::find(kScopes.begin(), kScopes.end(), name);
    if (known == kScopes.end())
      return Error{ErrorCode::kUsage, place + ": unknown scope " + quote(name),
                   did_you_mean(name, {kScopes.begin(), kScopes.end()})};
    key.scopes.push_back(static_cast<Scope>(known - kScopes.begin()));
  }
  return {};
}

Result<void> set_key_field(AccessKey& key, std::string_view field, const toml::node& node,
                           const std::string& place) {
  if (field == "collections") return set_collections(key, node, place);
  if (field == "scopes") return set_scopes(key, node, place);
  if (field == "name") {
    key.name = TRY(text_of(node, place));
  } else if (field == "hash") {
    key.hash = TRY(text_of(node, place));
    if (!is_hash(key.hash))
      return misfit(place,
                    "the 64 lower-case hexadecimal digits fit that `b2sum -l 256` prints of a key");
  } else if (field == "expires") {
    const Result<Date> day = Date::parse(TRY(text_of(node, place)));
    if (!day || day->day == 0) return misfit(place, "a day fits, such as \"2027-12-31\"");
    key.expires = *day;
  } else {
    return Error{ErrorCode::kUsage, place + ": unknown key " + quote(field),
                 did_you_mean(field, {"name", "hash", "scopes", "collections", "expires"})};
  }
  return {};
}

Result<AccessKey> access_key_of(std::string_view tables, const toml::table& table,
                                const std::string& file) {
  AccessKey key;
  if (tables == kKeyTables[1]) key.scopes = {Scope::kSubmitRecords};
  for (const auto& [field, node] : table)
    TRY(set_key_field(key, field.str(), node, place_of(file, field.source())));
  const bool submits =
      std::find(key.scopes.begin(), key.scopes.end(), Scope::kSubmitRecords) != key.scopes.end();
  if (!key.name.empty() && !key.hash.empty() && !key.scopes.empty() &&
      (!submits || !key.collections.empty()))
    return key;
  return Error{ErrorCode::kUsage,
               place_of(file, table.source()) +
                   ": name, hash, scopes, or collections for records:submit, is missing",
               "each of [[keys]] has them; [[submission_keys]] need no scopes"};
}

Result<void> take_keys(ConfigFile& read, std::string_view tables, const toml::node& node,
                       const std::string& file) {
  const toml::array* array = node.as_array();
  if (array == nullptr || !array->is_array_of_tables())
    return Error{ErrorCode::kUsage,
                 place_of(file, node.source()) + ": " + std::string(tables) + " does not fit",
                 "write [[" + std::string(tables) + "]] above each of them"};
  for (const toml::node& one : *array) {
    AccessKey key = TRY(access_key_of(tables, *one.as_table(), file));
    for (const AccessKey& other : read.keys) {
      if (other.name == key.name || other.hash == key.hash)
        return Error{ErrorCode::kUsage,
                     place_of(file, one.source()) + ": " + quote(key.name) +
                         " has the name or the hash of another",
                     "give each holder a name and a key of his own"};
    }
    read.keys.push_back(std::move(key));
  }
  return {};
}

Result<ConfigFile> read_tables(const toml::table& table, const std::string& file) {
  ConfigFile read;
  for (const auto& [key, node] : table) {
    if (std::find(kKeyTables.begin(), kKeyTables.end(), key.str()) != kKeyTables.end()) {
      TRY(take_keys(read, key.str(), node, file));
      continue;
    }
    std::string place = place_of(file, key.source());
    std::string value = TRY(text_of(node, place));
    read.values.push_back({std::string(key.str()), std::move(value), std::move(place)});
  }
  return read;
}

}  // namespace

std::string_view name_of(Scope scope) { return kScopes[static_cast<std::size_t>(scope)]; }

Result<ConfigFile> read_config_file(const std::string& file) {
  try {
    return read_tables(toml::parse_file(file), file);
  } catch (const toml::parse_error& error) {
    const std::string what(error.description());
    if (error.source().begin.line == 0) {
      return Error{ErrorCode::kIo,
                   "cannot read the configuration file " + quote(file) + ": " + what};
    }
    return Error{ErrorCode::kUsage, place_of(file, error.source()) + ": " + what};
  }
}

}  // namespace isthmus::searchd

#include "indexer/parsers/json_keys.h"

#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

namespace isthmus::parsers {
namespace {

// A scalar as text; the scalars of a list joined; empty for objects and null.
std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return dump_json(value);
  if (!value.is_array()) return {};
  std::string out;
  for (const Json& element : value) {
    if (element.is_structured() || element.is_null()) continue;
    if (!out.empty()) out += "; ";
    out += text_of(element);
  }
  return out;
}

}  // namespace

Json mapped_keys(Json object, const Mapping& mapping) {
  if (mapping.empty() || !object.is_object()) return object;
  Json made = mapping.apply([&](std::string_view column) {
    const auto found = object.find(column);
    return found == object.end() ? std::string() : text_of(*found);
  });
  const auto& fields = field_names<Record>();
  Json out = Json::object();
  for (auto& [key, value] : object.items()) {
    const bool is_field = std::find(fields.begin(), fields.end(), key) != fields.end() ||
                          key == "_id" || key == "text";
    const bool is_used = mapping.columns().contains(key);
    const bool is_replaced = made.contains(key) || (key == "_id" && made.contains("id")) ||
                             (key == "text" && made.contains("body"));
    if (is_replaced || (is_used && !is_field)) continue;
    out[key] = std::move(value);
  }
  for (auto& [key, value] : made.items()) out[key] = std::move(value);
  return out;
}

}  // namespace isthmus::parsers

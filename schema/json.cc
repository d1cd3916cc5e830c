#include "schema/json.h"

#include <concepts>
#include <optional>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "schema/activity.h"
#include "schema/coverage.h"
#include "schema/partner.h"
#include "schema/structure.h"
#include "schema/submission.h"
#include "schema/topic.h"
#include "schema/wording.h"

namespace isthmus {
namespace {

// --- writing: one overload for each kind of member ---

template <Structure T>
Json object_of(const T& value);

struct JsonWriter {
  Json& out;

  void operator()(int, const char* name, const std::string& text) const {
    if (!text.empty()) out[name] = text;
  }
  void operator()(int, const char* name, const Date& date) const {
    if (date.has_value()) out[name] = date.to_string();
  }
  void operator()(int, const char* name, double number) const { out[name] = number; }
  void operator()(int, const char* name, bool value) const {
    if (value) out[name] = true;
  }
  template <std::unsigned_integral T>
  void operator()(int, const char* name, T number) const {
    out[name] = number;
  }
  template <typename T>
  requires std::is_enum_v<T>
  void operator()(int, const char* name, T value) const {
    if (!name_of(value).empty()) out[name] = name_of(value);
  }
  template <Structure T>
  void operator()(int, const char* name, const T& value) const {
    Json object = object_of(value);
    if (!object.empty()) out[name] = std::move(object);
  }
  void operator()(int, const char* name, const std::vector<std::string>& list) const {
    if (!list.empty()) out[name] = list;
  }
  template <Structure T>
  void operator()(int, const char* name, const std::vector<T>& list) const {
    if (list.empty()) return;
    Json array = Json::array();
    for (const T& element : list) array.push_back(object_of(element));
    out[name] = std::move(array);
  }
  void operator()(int, const char* name, const Translations& map) const {
    if (!map.empty()) out[name] = map;
  }
};

template <Structure T>
Json object_of(const T& value) {
  Json object = Json::object();
  T::visit_fields(value, JsonWriter{object});
  return object;
}

// --- reading ---

using Fault = std::optional<Error>;

// Where reading stands, and what it does with keys that it does not know.
struct Place {
  std::string path;                   // "authors[1].orcid", empty at the top
  std::vector<std::string>* unknown;  // null: an unknown key is an error

  Place member(std::string_view name) const {
    return {path.empty() ? std::string(name) : path + "." + std::string(name), unknown};
  }
  Place element(std::size_t index) const {
    return {path + "[" + std::to_string(index) + "]", unknown};
  }
};

Error refuse(const Place& place, const std::string& what, std::string hint = {}) {
  return {ErrorCode::kInvalidRecord,
          place.path.empty() ? what : "field " + quote(place.path) + ": " + what, std::move(hint)};
}

Error wrong_type(const Place& place, const char* wanted, const Json& found) {
  return refuse(place, "expected " + std::string(wanted) + ", found " + found.type_name() + " " +
                           quote(dump_json(found)));
}

template <Structure T>
Fault read_value(const Json& json, const Place& place, T& value);

Fault read_value(const Json& json, const Place& place, std::string& text) {
  if (!json.is_string()) return wrong_type(place, "a string", json);
  text = json.get_ref<const std::string&>();
  return std::nullopt;
}

Fault read_value(const Json& json, const Place& place, Date& date) {
  if (!json.is_string()) return wrong_type(place, "a date as a string", json);
  const Result<Date> parsed = Date::parse(json.get_ref<const std::string&>());
  if (!parsed) return refuse(place, parsed.error().message, parsed.error().hint);
  date = *parsed;
  return std::nullopt;
}

Fault read_value(const Json& json, const Place& place, double& number) {
  if (!json.is_number()) return wrong_type(place, "a number", json);
  number = json.get<double>();
  return std::nullopt;
}

Fault read_value(const Json& json, const Place& place, bool& value) {
  if (!json.is_boolean()) return wrong_type(place, "true or false", json);
  value = json.get<bool>();
  return std::nullopt;
}

template <typename T>
std::vector<T> named_values();
template <>
std::vector<Side> named_values() {
  return {Side::kAcademic, Side::kPractice};
}
template <>
std::vector<Kind> named_values() {
  return all_kinds();
}
template <>
std::vector<Relation> named_values() {
  return {Relation::kSimilar, Relation::kCites, Relation::kSameWork, Relation::kApplies,
          Relation::kExplains};
}
template <>
std::vector<LinkState> named_values() {
  return {LinkState::kProposed, LinkState::kConfirmed, LinkState::kRejected};
}

template <>
std::vector<GapState> named_values() {
  return all_gap_states();
}

template <typename T>
requires std::is_enum_v<T> Fault read_value(const Json& json, const Place& place, T& value) {
  if (!json.is_string()) return wrong_type(place, "a name as a string", json);
  const std::string& name = json.get_ref<const std::string&>();
  std::vector<std::string_view> names;
  for (const T candidate : named_values<T>()) {
    if (name_of(candidate) == name) {
      value = candidate;
      return std::nullopt;
    }
    names.push_back(name_of(candidate));
  }
  return refuse(place, quote(name) + " is not a name known here", did_you_mean(name, names));
}

template <typename T>
Fault read_value(const Json& json, const Place& place, std::vector<T>& list) {
  if (!json.is_array()) return wrong_type(place, "a list", json);
  list.clear();
  list.reserve(json.size());
  for (const Json& element : json) {
    const Place at = place.element(list.size());
    if (Fault fault = read_value(element, at, list.emplace_back())) return fault;
  }
  return std::nullopt;
}

Fault read_value(const Json& json, const Place& place, Translations& map) {
  if (!json.is_object()) return wrong_type(place, "an object of texts by language", json);
  for (const auto& [language, text] : json.items()) {
    if (Fault fault = read_value(text, place.member(language), map[language])) return fault;
  }
  return std::nullopt;
}

// The second name of a field of a record: what judged collections and data sets call it.
template <Structure T>
std::string_view alias_of(std::string_view name) {
  if constexpr (std::same_as<T, Record>) {
    if (name == "id") return "_id";
    if (name == "body") return "text";
  }
  return {};
}

// Keys that are known without being fields.
template <Structure T>
bool is_skipped(std::string_view key) {
  return std::same_as<T, Record> && key == "metadata";
}

template <Structure T>
struct FieldReader {
  const Json& object;
  const Place& place;
  Fault& fault;

  template <typename Member>
  void operator()(int, std::string_view name, Member& member) const {
    if (fault) return;
    auto found = object.find(name);
    if (const std::string_view alias = alias_of<T>(name); !alias.empty()) {
      const auto aliased = object.find(alias);
      if (found != object.end() && aliased != object.end()) {
        fault = refuse(place.member(name),
                       "stands twice, as " + quote(name) + " and as " + quote(alias),
                       "leave one of them out");
        return;
      }
      if (found == object.end()) found = aliased;
    }
    if (found == object.end() || found->is_null()) return;
    fault = read_value(*found, place.member(name), member);
  }
};

// "authors[].web" for "authors[3].web": one name for all elements.
std::string without_indexes(std::string_view path) {
  std::string out;
  bool in_index = false;
  for (const char c : path) {
    if (c == ']') in_index = false;
    if (!in_index) out += c;
    if (c == '[') in_index = true;
  }
  return out;
}

template <Structure T>
bool is_known(std::string_view key) {
  for (const std::string_view name : field_names<T>()) {
    if (key == name || (key == alias_of<T>(name) && !key.empty())) return true;
  }
  return is_skipped<T>(key);
}

template <Structure T>
Fault read_value(const Json& json, const Place& place, T& value) {
  if constexpr (std::same_as<T, Visibility>) {
    if (json.is_string()) return read_value(json, place, value.audiences.emplace_back());
  }
  if (!json.is_object()) return wrong_type(place, "an object", json);
  for (const auto& [key, member] : json.items()) {
    if (is_known<T>(key)) continue;
    if (place.unknown == nullptr)
      return refuse(place, "unknown key " + quote(key), did_you_mean(key, field_names<T>()));
    place.unknown->push_back(without_indexes(place.member(key).path));
  }
  Fault fault;
  T::visit_fields(value, FieldReader<T>{json, place, fault});
  return fault;
}

template <Structure T>
Result<T> read(const Json& json, std::vector<std::string>* unknown) {
  T value;
  if (Fault fault = read_value(json, Place{{}, unknown}, value)) return *std::move(fault);
  return value;
}

struct NameCollector {
  std::vector<std::string_view>& names;
  template <typename T>
  void operator()(int, const char* name, T&) const {
    names.emplace_back(name);
  }
};

}  // namespace

template <typename T>
const std::vector<std::string_view>& field_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> collected;
    T value;
    T::visit_fields(value, NameCollector{collected});
    return collected;
  }();
  return names;
}

template <typename T>
Json to_json(const T& value) {
  return object_of(value);
}

template <typename T>
Result<T> from_json(const Json& json) {
  return read<T>(json, nullptr);
}

template <typename T>
Result<T> from_json(const Json& json, std::vector<std::string>& unknown) {
  return read<T>(json, &unknown);
}

#define ISTHMUS_JSON(T)                                                    \
  template Json to_json<T>(const T&);                                      \
  template Result<T> from_json<T>(const Json&);                            \
  template Result<T> from_json<T>(const Json&, std::vector<std::string>&); \
  template const std::vector<std::string_view>& field_names<T>();
ISTHMUS_JSON(Record)
ISTHMUS_JSON(Author)
ISTHMUS_JSON(Identifier)
ISTHMUS_JSON(Reference)
ISTHMUS_JSON(Contact)
ISTHMUS_JSON(Visibility)
ISTHMUS_JSON(DeclaredRelation)
ISTHMUS_JSON(Source)
ISTHMUS_JSON(Organisation)
ISTHMUS_JSON(Programme)
ISTHMUS_JSON(Agreement)
ISTHMUS_JSON(Evidence)
ISTHMUS_JSON(Link)
ISTHMUS_JSON(LinkList)
ISTHMUS_JSON(Submission)
ISTHMUS_JSON(LinkDecision)
ISTHMUS_JSON(GapDecision)
#undef ISTHMUS_JSON

template Json to_json<Topic>(const Topic&);
template Json to_json<Gap>(const Gap&);
template Json to_json<GapCensus>(const GapCensus&);
template Json to_json<CoverageReport>(const CoverageReport&);
template Json to_json<PartnerReport>(const PartnerReport&);

}  // namespace isthmus

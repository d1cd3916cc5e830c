#include "indexer/parsers/shape.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

// Foreign name -> the schema's; an empty one is dropped without a word.
constexpr std::array<std::pair<std::string_view, std::string_view>, 23> kForeignNames = {{
    {"tags", "keywords"},    {"author", "authors"},
    {"summary", "abstract"}, {"description", "abstract"},
    {"doi", "identifiers"},  {"lang", "language"},
    {"license", "licence"},  {"编号", "id"},
    {"标题", "title"},       {"题名", "title"},
    {"正文", "body"},        {"内容", "body"},
    {"摘要", "abstract"},    {"作者", "authors"},
    {"关键词", "keywords"},  {"日期", "date"},
    {"设备", "equipment"},   {"publishDate", ""},
    {"metadata", ""},        {"標題", "title"},
    {"內容", "body"},        {"關鍵詞", "keywords"},
    {"編號", "id"},
}};

// The parts of a text between any of the separators, trimmed, without empty ones.
Json split(std::string_view text, const std::vector<std::string_view>& separators) {
  Json parts = Json::array();
  std::string part;
  const auto flush = [&] {
    if (const std::string_view element = trimmed(part); !element.empty()) parts.push_back(element);
    part.clear();
  };
  while (!text.empty()) {
    const auto separator = std::find_if(separators.begin(), separators.end(),
                                        [&](std::string_view s) { return text.starts_with(s); });
    if (separator != separators.end()) {
      flush();
      text.remove_prefix(separator->size());
    } else {
      part += text.front();
      text.remove_prefix(1);
    }
  }
  flush();
  return parts;
}

const std::vector<std::string_view> kStrongSeparators = {";", "；", "|", "\n"};
const std::vector<std::string_view> kAllSeparators = {";", "；", "|", "\n", ",", "，", "、"};

Json identifier_of(const std::string& text) {
  if (text.starts_with("10.") || text.starts_with("https://doi.org/") ||
      text.starts_with("http://dx.doi.org/")) {
    return {{"scheme", "doi"}, {"value", text}};
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {{"scheme", ""}, {"value", text}};
  return {{"scheme", text.substr(0, colon)},
          {"value", trimmed(std::string_view(text).substr(colon + 1))}};
}

// A list: one text is split, one object stands for a list of it, texts in a list become objects
// where `make` says so.
template <typename Make>
Json list_of(Json value, const std::vector<std::string_view>& separators, Make make) {
  if (value.is_string()) value = split(value.get<std::string>(), separators);
  if (value.is_object()) value = Json::array({std::move(value)});
  if (!value.is_array()) return value;
  for (Json& element : value) {
    if (element.is_string()) element = make(element.get<std::string>());
  }
  return value;
}

Json visibility_of(Json value) {
  if (value.is_string()) value = split(value.get<std::string>(), kAllSeparators);
  if (value.is_array()) value = Json{{"audiences", std::move(value)}};
  if (!value.is_object()) return value;
  if (value.contains("audiences") && value["audiences"].is_string()) {
    value["audiences"] = split(value["audiences"].get<std::string>(), kAllSeparators);
  }
  if (value.contains("preview") && value["preview"].is_string()) {
    const std::string text = value["preview"].get<std::string>();
    if (text == "true" || text == "yes") value["preview"] = true;
    if (text == "false" || text == "no") value["preview"] = false;
  }
  return value;
}

Json shape_of(const std::string& key, Json value) {
  const auto as_text = [](std::string text) { return Json(std::move(text)); };
  if (key == "keywords" || key == "codes" || key == "programmes")
    return list_of(std::move(value), kAllSeparators, as_text);
  if (key == "equipment") return list_of(std::move(value), kStrongSeparators, as_text);
  if (key == "authors") {
    return list_of(std::move(value), kStrongSeparators, [](std::string name) {
      return Json{{"name", std::move(name)}};
    });
  }
  if (key == "identifiers") return list_of(std::move(value), kStrongSeparators, identifier_of);
  if (key == "references") {
    return list_of(std::move(value), {"\n"}, [](std::string text) {
      return Json{{"text", std::move(text)}};
    });
  }
  if (key == "contact" && value.is_string()) return {{"name", std::move(value)}};
  if (key == "visibility") return visibility_of(std::move(value));
  return value;
}

}  // namespace

Json shaped(Json object) {
  if (!object.is_object()) return object;
  for (auto& [key, value] : object.items()) value = shape_of(key, std::move(value));
  return object;
}

Json renamed(Json object) {
  if (!object.is_object()) return object;
  for (const auto& [foreign, own] : kForeignNames) {
    const auto found = object.find(foreign);
    if (found == object.end()) continue;
    Json value = std::move(*found);
    object.erase(found);
    if (own.empty() || object.contains(own) || value.is_null()) continue;
    if (foreign == "doi" && value.is_string())
      value = Json::array({Json{{"scheme", "doi"}, {"value", std::move(value)}}});
    object[std::string(own)] = std::move(value);
  }
  return object;
}

}  // namespace isthmus::parsers

// Markdown with or without YAML front matter: one record a file. The body keeps its markup.
//
//   file := ('---' line-end yaml ('---' | '...') line-end)? body
#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/shape.h"
#include "indexer/parsers/source_text.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/yaml.h"

namespace isthmus::parsers {
namespace {

struct Parts {
  std::string_view front_matter;  // empty when there is none
  std::string_view body;
};

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) && trimmed(line) == marker;
}

// Three hyphens that are never closed are a rule of the body.
Parts split_front_matter(std::string_view text) {
  std::string_view rest = text;
  if (!is_marker(take_line(rest), "---")) return {{}, text};
  const std::string_view after_marker = rest;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const std::string_view line = take_line(rest);
    if (is_marker(line, "---") || is_marker(line, "..."))
      return {after_marker.substr(0, after_marker.size() - before.size()), rest};
  }
  return {{}, text};
}

// The text of an ATX heading, empty when the line is none.
std::string_view heading_of(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level == line.size() ||
      (line[level] != ' ' && line[level] != '\t'))
    return {};
  std::string_view text = trimmed(line.substr(level));
  const std::size_t end = text.find_last_not_of('#');
  if (end == std::string_view::npos) return {};
  return text[end] == ' ' ? trimmed(text.substr(0, end)) : text;
}

bool is_underline(std::string_view line) {
  line = trimmed(line);
  return line.size() >= 2 && (line.find_first_not_of('=') == std::string_view::npos ||
                              line.find_first_not_of('-') == std::string_view::npos);
}

// The first heading outside of fenced code, in either of Markdown's two ways.
std::string first_heading(std::string_view body) {
  std::string_view previous;
  bool in_fence = false;
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    if (line.starts_with("```") || line.starts_with("~~~")) in_fence = !in_fence;
    if (in_fence) continue;
    if (const std::string_view heading = heading_of(line); !heading.empty())
      return std::string(heading);
    if (!trimmed(previous).empty() && is_underline(line)) return std::string(trimmed(previous));
    previous = line.starts_with("|") ? std::string_view() : line;
  }
  return {};
}

bool has_text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() &&
         !trimmed(found->get_ref<const std::string&>()).empty();
}

}  // namespace

void parse_markdown(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "text/markdown", Naming::kByPath);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  Parts parts = split_front_matter(text->utf8());
  Json object = Json::object();
  if (!parts.front_matter.empty()) {
    Result<Json> yaml = parse_yaml(parts.front_matter, 2);
    if (!yaml) return emitter.refuse(1, std::move(yaml).error());
    if (yaml->is_object())
      object = shaped(renamed(*std::move(yaml)));
    else if (!yaml->is_null())
      parts.body = text->utf8();
  }
  if (!has_text(object, "body") && !has_text(object, "text") && !trimmed(parts.body).empty())
    object["body"] = parts.body;
  if (!has_text(object, "title")) {
    const std::string heading = first_heading(parts.body);
    object["title"] = heading.empty() ? file_stem(input.path) : heading;
  }
  emitter.emit(object, {1, input.bytes});
}

}  // namespace isthmus::parsers

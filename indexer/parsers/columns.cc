#include "indexer/parsers/columns.h"

#include <nlohmann/json.hpp>

#include "indexer/parsers/shape.h"
#include "schema/wording.h"

namespace isthmus::parsers {

Result<Template> Template::parse(std::string_view text) {
  Template out;
  out.lines_.emplace_back();
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) out.lines_.back().push_back({std::exchange(literal, {}), false});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      flush();
      out.lines_.emplace_back();
    } else if (text[i] == '{') {
      const std::size_t end = text.find('}', i);
      if (end == std::string_view::npos || end == i + 1) {
        return Error{ErrorCode::kUsage,
                     "the column template " + quote(text) + " has a brace without a column",
                     "write {column}"};
      }
      flush();
      out.lines_.back().push_back({std::string(text.substr(i + 1, end - i - 1)), true});
      i = end;
    } else {
      literal += text[i];
    }
  }
  flush();
  return out;
}

std::string Template::expand(const ColumnValue& value) const {
  std::string out;
  for (const std::vector<Piece>& line : lines_) {
    std::string expanded;
    bool has_value = false;
    for (const Piece& piece : line) {
      const std::string text = piece.is_column ? value(piece.text) : piece.text;
      has_value = has_value || (piece.is_column && !text.empty());
      expanded += text;
    }
    if (!has_value) continue;
    if (!out.empty()) out += '\n';
    out += expanded;
  }
  return out;
}

std::vector<std::string> Template::columns() const {
  std::vector<std::string> names;
  for (const std::vector<Piece>& line : lines_) {
    for (const Piece& piece : line) {
      if (piece.is_column) names.push_back(piece.text);
    }
  }
  return names;
}

Result<Mapping> Mapping::parse(const ColumnMapping& columns) {
  Mapping out;
  for (const auto& [key, text] : columns) {
    Template parsed = TRY(Template::parse(text));
    for (std::string& name : parsed.columns()) out.columns_.insert(std::move(name));
    out.templates_.emplace_back(key, std::move(parsed));
  }
  return out;
}

Json Mapping::apply(const ColumnValue& value) const {
  Json object = Json::object();
  for (const auto& [key, columns] : templates_) {
    std::string text = columns.expand(value);
    if (text.empty()) continue;
    const std::size_t dot = key.find('.');
    if (dot == std::string::npos) {
      object[key] = std::move(text);
    } else if (Json& outer = object[key.substr(0, dot)]; outer.is_null() || outer.is_object()) {
      outer[key.substr(dot + 1)] = std::move(text);
    }
  }
  return shaped(std::move(object));
}

}  // namespace isthmus::parsers

#include "indexer/parsers/settings.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <sstream>

#include <toml++/toml.h>

#include "indexer/parsers/columns.h"
#include "indexer/parsers/glob.h"
#include "indexer/parsers/parser.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxTomlBytes = 1 << 20;

using Fault = std::optional<Error>;

Error refuse(const std::string& message, std::string hint = {}) {
  return {ErrorCode::kUsage, "isthmus.toml: " + message, std::move(hint)};
}

// The name of a value in messages, with its line: `[collection] kind (line 3)`.
std::string name_of(const std::string& table, std::string_view key, const toml::node& node) {
  return table + " " + std::string(key) + " (line " + std::to_string(node.source().begin.line) +
         ")";
}

// One known key of a table and what becomes of its value.
struct Row {
  std::string_view key;
  std::function<Fault(const toml::node& node, const std::string& name)> read;
};

Fault read_table(const toml::table& table, const std::string& title, const std::vector<Row>& rows) {
  std::vector<std::string_view> names;
  for (const Row& row : rows) names.push_back(row.key);
  for (const auto& [key, node] : table) {
    const std::string_view text = key.str();
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& candidate) { return candidate.key == text; });
    if (row == rows.end())
      return refuse("unknown key " + quote(text) + " in " + title, did_you_mean(text, names));
    if (Fault fault = row->read(node, name_of(title, text, node))) return fault;
  }
  return std::nullopt;
}

Fault read_text(const toml::node& node, const std::string& name, std::string& out) {
  const auto text = node.value_exact<std::string>();
  if (!text) return refuse(name + " is not a string");
  out = *text;
  return std::nullopt;
}

// A list of strings, or one string for a list of one.
Fault read_list(const toml::node& node, const std::string& name, std::vector<std::string>& out) {
  if (const toml::array* array = node.as_array()) {
    for (const toml::node& element : *array) {
      if (Fault fault = read_text(element, name, out.emplace_back())) return fault;
    }
    return std::nullopt;
  }
  return read_text(node, name, out.emplace_back());
}

Row text_row(std::string_view key, std::string& out) {
  return {key, [&out](const toml::node& node, const std::string& name) {
            return read_text(node, name, out);
          }};
}

Row switch_row(std::string_view key, std::optional<bool>& out) {
  return {key, [&out](const toml::node& node, const std::string& name) -> Fault {
            out = node.value_exact<bool>();
            if (!out) return refuse(name + " is neither true nor false");
            return std::nullopt;
          }};
}

Row list_row(std::string_view key, std::vector<std::string>& out) {
  return {key, [&out](const toml::node& node, const std::string& name) {
            return read_list(node, name, out);
          }};
}

Row enumeration_row(std::string_view key, std::string& out, std::vector<std::string_view> names) {
  return {
      key,
      [&out, names = std::move(names)](const toml::node& node, const std::string& name) -> Fault {
        if (Fault fault = read_text(node, name, out)) return fault;
        if (std::find(names.begin(), names.end(), out) != names.end()) return std::nullopt;
        return refuse(name + " is " + quote(out), did_you_mean(out, names));
      }};
}

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const Parser& parser : all_parsers()) names.push_back(parser.name);
  return names;
}

void append_default_rows(std::vector<Row>& rows, Defaults& defaults) {
  rows.push_back(enumeration_row("side", defaults.side, side_names()));
  rows.push_back(enumeration_row("kind", defaults.kind, kind_names()));
  rows.push_back(text_row("language", defaults.language));
  rows.push_back(text_row("organisation", defaults.organisation));
  rows.push_back(text_row("licence", defaults.licence));
  rows.push_back(list_row("programmes", defaults.programmes));
  rows.push_back(list_row("programme", defaults.programmes));
  rows.push_back(list_row("visibility", defaults.audiences));
  rows.push_back(switch_row("ocr", defaults.ocr));
}

// A column name stands for itself, a text with braces is a template, a list becomes lines.
std::string template_of(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& column : columns) {
    if (!out.empty()) out += '\n';
    out += column.find('{') == std::string::npos ? "{" + column + "}" : column;
  }
  return out;
}

Fault read_column(const std::string& key, const toml::node& value, ColumnMapping& out) {
  // TOML reads title_translations.zh = "…" as a table in a table.
  if (const toml::table* inner = value.as_table()) {
    for (const auto& [part, element] : *inner) {
      std::vector<std::string> columns;
      const std::string whole = key + "." + std::string(part.str());
      if (Fault fault = read_list(element, name_of("[source.columns]", whole, element), columns))
        return fault;
      out[whole] = template_of(columns);
    }
    return std::nullopt;
  }
  std::vector<std::string> columns;
  if (Fault fault = read_list(value, name_of("[source.columns]", key, value), columns))
    return fault;
  out[key] = template_of(columns);
  return std::nullopt;
}

Fault read_columns(const toml::node& node, const std::string& name, ColumnMapping& out) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return refuse(name + " is not a table");
  for (const auto& [key, value] : *table) {
    const std::string text(key.str());
    const auto& fields = field_names<Record>();
    if (std::find(fields.begin(), fields.end(), text.substr(0, text.find('.'))) == fields.end()) {
      return refuse("unknown record key " + quote(text) + " in [source.columns]",
                    did_you_mean(text, fields));
    }
    if (Fault fault = read_column(text, value, out)) return fault;
  }
  const Result<Mapping> mapping = Mapping::parse(out);
  if (!mapping) return refuse(mapping.error().message, mapping.error().hint);
  return std::nullopt;
}

Fault read_source(const toml::node& node, SourceTable& out) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return refuse("[[source]] is not a table");
  std::vector<Row> rows = {text_row("path", out.path),
                           text_row("delimiter", out.settings.delimiter),
                           enumeration_row("format", out.settings.format, format_names()),
                           text_row("encoding", out.settings.encoding)};
  append_default_rows(rows, out.settings.defaults);
  rows.push_back({"columns", [&out](const toml::node& columns, const std::string& name) {
                    return read_columns(columns, name, out.settings.columns);
                  }});
  if (Fault fault = read_table(*table, "[[source]]", rows)) return fault;
  if (out.path.empty())
    return refuse("a [[source]] without path",
                  "path is a file, a folder or a glob below the collection's folder");
  if (out.settings.delimiter.size() > 1)
    return refuse("delimiter " + quote(out.settings.delimiter) + " is not one character");
  return std::nullopt;
}

Fault read_collection_table(const toml::node& node, Collection& out) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return refuse("collection is not a table");
  std::vector<Row> rows = {text_row("name", out.name), text_row("title", out.title),
                           text_row("title_zh", out.title_zh), list_row("ignore", out.ignore)};
  append_default_rows(rows, out.defaults);
  if (Fault fault = read_table(*table, "[collection]", rows)) return fault;
  if (out.name.find_first_of(std::string_view(":/\0", 3)) != std::string::npos) {
    return refuse("the collection's name " + quote(out.name) + " holds ':' or '/'",
                  "it is the part of record ids before the colon");
  }
  return std::nullopt;
}

Fault read_governance(const toml::node& node, Collection& out) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return refuse("governance is not a table");
  return read_table(
      *table, "[governance]",
      {text_row("organisations", out.organisations), text_row("programmes", out.programmes),
       text_row("agreements", out.agreements), text_row("lexicon", out.lexicon)});
}

Fault read_sources(const toml::node& node, Collection& out) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return refuse("source is not a list of tables", "write [[source]]");
  for (const toml::node& element : *array) {
    if (Fault fault = read_source(element, out.sources.emplace_back())) return fault;
  }
  return std::nullopt;
}

Fault read_document(const toml::table& document, Collection& out) {
  return read_table(
      document, "isthmus.toml",
      {{"collection", [&](const toml::node& node,
                          const std::string&) { return read_collection_table(node, out); }},
       {"governance",
        [&](const toml::node& node, const std::string&) { return read_governance(node, out); }},
       {"source",
        [&](const toml::node& node, const std::string&) { return read_sources(node, out); }}});
}

void fill(std::string& value, const std::string& fallback) {
  if (value.empty()) value = fallback;
}

void fill(std::vector<std::string>& value, const std::vector<std::string>& fallback) {
  if (value.empty()) value = fallback;
}

void fill(Defaults& defaults, const Defaults& fallback) {
  fill(defaults.side, fallback.side);
  fill(defaults.kind, fallback.kind);
  fill(defaults.language, fallback.language);
  fill(defaults.organisation, fallback.organisation);
  fill(defaults.licence, fallback.licence);
  fill(defaults.programmes, fallback.programmes);
  fill(defaults.audiences, fallback.audiences);
  if (!defaults.ocr) defaults.ocr = fallback.ocr;
}

}  // namespace

Result<Collection> parse_collection(std::string_view text) {
  if (text.size() > kMaxTomlBytes) return refuse("is larger than 1 MB");
  try {
    const toml::table document = toml::parse(text);
    Collection collection;
    if (Fault fault = read_document(document, collection)) return *std::move(fault);
    return collection;
  } catch (const toml::parse_error& fault) {
    const auto place = fault.source().begin;
    return refuse("line " + std::to_string(place.line) + ", column " +
                  std::to_string(place.column) + ": " + std::string(fault.description()));
  }
}

Settings settings_for(const Collection& collection, std::string_view path,
                      const Defaults& options) {
  std::vector<const SourceTable*> covering;
  for (const SourceTable& source : collection.sources) {
    if (glob_covers(source.path, path)) covering.push_back(&source);
  }
  std::stable_sort(
      covering.begin(), covering.end(),
      [](const SourceTable* a, const SourceTable* b) { return a->path.size() > b->path.size(); });
  Settings settings;
  for (const SourceTable* source : covering) {
    fill(settings.defaults, source->settings.defaults);
    fill(settings.delimiter, source->settings.delimiter);
    fill(settings.format, source->settings.format);
    fill(settings.encoding, source->settings.encoding);
    if (settings.columns.empty()) settings.columns = source->settings.columns;
  }
  fill(settings.defaults, collection.defaults);
  fill(settings.defaults, options);
  return settings;
}

bool is_ignored(const Collection& collection, std::string_view path) {
  return std::any_of(collection.ignore.begin(), collection.ignore.end(),
                     [&](const std::string& pattern) {
                       const bool is_name = pattern.find('/') == std::string::npos;
                       return glob_covers(is_name ? "**/" + pattern : pattern,
                                          is_name ? "/" + std::string(path) : std::string(path));
                     });
}

std::string fingerprint(const Settings& settings) {
  std::ostringstream out;
  const auto add = [&](std::string_view text) { out << text.size() << ':' << text; };
  const Defaults& defaults = settings.defaults;
  for (const auto* text :
       {&defaults.side, &defaults.kind, &defaults.language, &defaults.organisation,
        &defaults.licence, &settings.delimiter, &settings.encoding, &settings.format}) {
    add(*text);
  }
  for (const auto* list : {&defaults.programmes, &defaults.audiences}) {
    out << list->size() << ';';
    for (const std::string& text : *list) add(text);
  }
  for (const auto& [key, columns] : settings.columns) {
    add(key);
    add(columns);
  }
  return out.str();
}

}  // namespace isthmus::parsers

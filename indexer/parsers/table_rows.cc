#include "indexer/parsers/table_rows.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/parsers/shape.h"
#include "indexer/parsers/strings.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

// A column of the mapping that the header lacks.
std::optional<Error> missing_column(const Mapping& mapping, const TableHeader& header) {
  for (const std::string& column : mapping.columns()) {
    if (header.contains(column)) continue;
    const std::vector<std::string_view> names(header.names().begin(), header.names().end());
    return Error{ErrorCode::kInvalidSource, "the table has no column " + quote(column),
                 did_you_mean(column, names)};
  }
  return std::nullopt;
}

// A header's name for a record key: "Title" and "TITLE" are "title", other names stay as they are.
std::string key_of(const std::string& name, const TableHeader& header) {
  std::string lower = name;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto& fields = field_names<Record>();
  const bool is_field = std::find(fields.begin(), fields.end(), lower) != fields.end() ||
                        lower == "text" || lower == "_id";
  return is_field && !header.contains(lower) ? lower : name;
}

// The row's cells under the header's names.
Json cells_of(const csv::Row& row, const TableHeader& header) {
  Json object = Json::object();
  for (const std::string& name : header.names()) {
    if (std::string value = header.value(row, name); !value.empty())
      object[key_of(name, header)] = std::move(value);
  }
  return object;
}

std::optional<Error> cannot_map(const TableHeader& header) {
  Json names = Json::object();
  for (const std::string& name : header.names()) names[key_of(name, header)] = name;
  names = renamed(std::move(names));
  for (const char* key : {"title", "body", "text"}) {
    if (names.contains(key)) return std::nullopt;
  }
  return Error{
      ErrorCode::kInvalidSource,
      "no column of the table is a record's title or body; its columns are " + header.listed(),
      "say in isthmus.toml, under [source.columns] of this file, which columns become title, body, "
      "id and so on"};
}

}  // namespace

TableHeader::TableHeader(const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    names_.emplace_back(trimmed(fields[i]));
    if (!names_.back().empty()) positions_.emplace(names_.back(), i);
  }
}

std::string TableHeader::listed() const {
  std::string out;
  for (const std::string& name : names_) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::string TableHeader::value(const csv::Row& row, std::string_view name) const {
  const auto found = positions_.find(name);
  if (found == positions_.end() || found->second >= row.fields.size()) return {};
  return std::string(trimmed(row.fields[found->second]));
}

std::optional<Error> header_fault(const TableHeader& header, const Mapping& mapping) {
  return mapping.empty() ? cannot_map(header) : missing_column(mapping, header);
}

bool TableRows::take(const csv::Row& row) const {
  if (std::all_of(row.fields.begin(), row.fields.end(),
                  [](const std::string& field) { return trimmed(field).empty(); }))
    return true;
  for (std::size_t i = header_.size(); i < row.fields.size(); ++i) {
    if (trimmed(row.fields[i]).empty()) continue;
    emitter_.refuse(row.line, {ErrorCode::kInvalidRecord,
                               "the row has " + std::to_string(row.fields.size()) +
                                   " fields, the header " + std::to_string(header_.size()),
                               "quote fields that hold the delimiter"});
    return true;
  }
  return emitter_.emit(keys_of(row), {row.line, row.bytes});
}

Json TableRows::keys_of(const csv::Row& row) const {
  if (mapping_.empty()) return shaped(renamed(cells_of(row, header_)));
  return mapping_.apply([&](std::string_view column) { return header_.value(row, column); });
}

}  // namespace isthmus::parsers

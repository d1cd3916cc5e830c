// Tables (CSV, TSV): the first row names the columns, each further row is a record.
//
// With a column mapping the mapping alone decides; without one the columns whose names are record
// keys are taken.
#include <algorithm>
#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "indexer/parsers/columns.h"
#include "indexer/parsers/csv_reader.h"
#include "indexer/parsers/emit.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/shape.h"
#include "indexer/parsers/source_text.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxColumns = 1000;

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

class Header {
 public:
  explicit Header(const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      names_.push_back(trimmed(fields[i]));
      if (!names_.back().empty()) positions_.emplace(names_.back(), i);
    }
  }

  std::size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  std::string listed() const {
    std::string out;
    for (const std::string& name : names_) out += (out.empty() ? "" : ", ") + name;
    return out;
  }
  bool contains(std::string_view name) const { return positions_.find(name) != positions_.end(); }
  std::string value(const Row& row, std::string_view name) const {
    const auto found = positions_.find(name);
    if (found == positions_.end() || found->second >= row.fields.size()) return {};
    return trimmed(row.fields[found->second]);
  }

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> positions_;
};

// A column of the mapping that the header lacks.
std::optional<Error> missing_column(const Mapping& mapping, const Header& header) {
  for (const std::string& column : mapping.columns()) {
    if (header.contains(column)) continue;
    const std::vector<std::string_view> names(header.names().begin(), header.names().end());
    return Error{ErrorCode::kInvalidSource, "the table has no column " + quote(column),
                 did_you_mean(column, names)};
  }
  return std::nullopt;
}

// A header's name for a record key: "Title" and "TITLE" are "title", other names stay as they are.
std::string key_of(const std::string& name, const Header& header) {
  std::string lower = name;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto& fields = field_names<Record>();
  const bool is_field = std::find(fields.begin(), fields.end(), lower) != fields.end() ||
                        lower == "text" || lower == "_id";
  return is_field && !header.contains(lower) ? lower : name;
}

// The row's cells under the header's names.
Json cells_of(const Row& row, const Header& header) {
  Json object = Json::object();
  for (const std::string& name : header.names()) {
    if (std::string value = header.value(row, name); !value.empty())
      object[key_of(name, header)] = std::move(value);
  }
  return object;
}

std::optional<Error> cannot_map(const Header& header) {
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

class TableParser {
 public:
  TableParser(const Emitter& emitter, Mapping mapping, const Header& header)
      : emitter_(emitter), mapping_(std::move(mapping)), header_(header) {}

  // False when the sink wants no more.
  bool parse_row(const Row& row) {
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

 private:
  Json keys_of(const Row& row) const {
    if (mapping_.empty()) return shaped(renamed(cells_of(row, header_)));
    return mapping_.apply([&](std::string_view column) { return header_.value(row, column); });
  }

  const Emitter& emitter_;
  Mapping mapping_;
  const Header& header_;
};

void parse_rows(CsvReader& reader, const Emitter& emitter, TableParser& table) {
  Row row;
  while (true) {
    const CsvReader::Next next = reader.next(row);
    if (next == CsvReader::Next::kEnd) return;
    if (next == CsvReader::Next::kBad) {
      emitter.refuse(row.line, {ErrorCode::kInvalidSource,
                                "a quoted field that begins in this row is never closed",
                                "double quotes within quoted fields"});
    } else if (!table.parse_row(row)) {
      return;
    }
  }
}

}  // namespace

void parse_table(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink,
                        input.path.ends_with(".tsv") ? "text/tab-separated-values" : "text/csv",
                        Naming::kByContent);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  Result<Mapping> mapping = Mapping::parse(input.settings.columns);
  if (!mapping) return emitter.refuse(0, mapping.error());
  const char delimiter = input.settings.delimiter.empty() ? guess_delimiter(text->utf8())
                                                          : input.settings.delimiter.front();
  CsvReader reader(text->utf8(), delimiter);
  Row first;
  if (reader.next(first) != CsvReader::Next::kRow)
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the table has no header row"});
  if (first.fields.size() > kMaxColumns) {
    return emitter.refuse(first.line,
                          {ErrorCode::kTooLarge, "the table has more than 1,000 columns",
                           "leave out those that say nothing"});
  }
  const Header header(first.fields);
  if (auto fault = mapping->empty() ? cannot_map(header) : missing_column(*mapping, header))
    return emitter.refuse(first.line, *fault);
  TableParser table(emitter, *std::move(mapping), header);
  parse_rows(reader, emitter, table);
}

}  // namespace isthmus::parsers

// Rows under a header become records: the same for delimited text and for the sheets of workbooks.
//
// With a column mapping the mapping alone decides; without one the columns whose names are record
// keys are taken.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/columns.h"
#include "indexer/parsers/emit.h"
#include "schema/csv_reader.h"

namespace isthmus::parsers {

inline constexpr std::size_t kMaxColumns = 1000;

class TableHeader {
 public:
  TableHeader() = default;
  explicit TableHeader(const std::vector<std::string>& fields);

  std::size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  std::string listed() const;
  bool contains(std::string_view name) const { return positions_.find(name) != positions_.end(); }
  // Trimmed; empty when the row or the header has no such column.
  std::string value(const csv::Row& row, std::string_view name) const;

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> positions_;
};

// Why rows under this header cannot become records: a column that the mapping names is missing, or,
// without a mapping, no column is a title or a body.
std::optional<Error> header_fault(const TableHeader& header, const Mapping& mapping);

class TableRows {
 public:
  // All three must outlive it.
  TableRows(const Emitter& emitter, const Mapping& mapping, const TableHeader& header)
      : emitter_(emitter), mapping_(mapping), header_(header) {}

  // Emits the row; an empty one is passed over. False when the sink wants no more.
  bool take(const csv::Row& row) const;

 private:
  Json keys_of(const csv::Row& row) const;

  const Emitter& emitter_;
  const Mapping& mapping_;
  const TableHeader& header_;
};

}  // namespace isthmus::parsers

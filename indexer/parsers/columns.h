// Column mappings: record keys made from the named values of a table's row or of a JSON object.
//
//   template := line ('\n' line)*        line := (text | '{' column '}')*
//
// A line whose columns are all empty is left out; a template of which nothing is left gives no key.
// Keys with a dot reach into objects
// ("title_translations.en"). Errors: kUsage for a brace without its partner.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/parsers/settings.h"
#include "schema/json.h"
#include "schema/result.h"

namespace isthmus::parsers {

// The value of a column, empty when there is none.
using ColumnValue = std::function<std::string(std::string_view column)>;

class Template {
 public:
  static Result<Template> parse(std::string_view text);

  std::string expand(const ColumnValue& value) const;
  std::vector<std::string> columns() const;

 private:
  struct Piece {
    std::string text;  // literal text, or the name of a column
    bool is_column = false;
  };
  std::vector<std::vector<Piece>> lines_;
};

class Mapping {
 public:
  static Result<Mapping> parse(const ColumnMapping& columns);

  bool empty() const { return templates_.empty(); }
  // The record keys in the shapes of the schema (indexer/parsers/shape.h).
  Json apply(const ColumnValue& value) const;
  // Every column that a template names.
  const std::set<std::string, std::less<>>& columns() const { return columns_; }

 private:
  std::vector<std::pair<std::string, Template>> templates_;
  std::set<std::string, std::less<>> columns_;
};

}  // namespace isthmus::parsers

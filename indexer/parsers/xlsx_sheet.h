// The cells of one worksheet of a workbook, row by row. ECMA-376 part 1, 18.3.
//
// Shared and inline strings without phonetic guides, cached values of formulas, booleans, dates and
// numbers as number_format.h writes them; errors such as #N/A are empty. A cell merged over several
// rows counts for each of them when the rows are records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/number_format.h"
#include "indexer/parsers/sheet_rows.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {

// The texts that cells refer to by number.
class SharedStrings {
 public:
  SharedStrings() = default;
  explicit SharedStrings(std::string_view xml);

  std::string_view at(std::size_t index) const;  // empty beyond the last
  bool is_damaged() const { return is_damaged_; }

 private:
  std::string texts_;  // all, one after the other
  std::vector<std::size_t> ends_;
  bool is_damaged_ = false;
};

// What all sheets of a workbook share.
struct SheetContext {
  SharedStrings strings;
  std::vector<NumberForm> forms;  // by the number of a cell's style
  Epoch epoch = Epoch::k1900;
};

// The forms of the cell styles in xl/styles.xml.
std::vector<NumberForm> cell_forms(const XmlNode& styles);

// Gives each row to `rows` until that wants no more. False when the XML breaks off.
bool read_sheet(std::string_view xml, const SheetContext& context, WorkbookRows& rows);

}  // namespace isthmus::parsers

#include "indexer/parsers/odf_sheet.h"

#include <algorithm>
#include <charconv>

#include "indexer/parsers/xml_stream.h"

namespace isthmus::parsers {
namespace {

using Event = XmlStream::Event;

constexpr std::uint64_t kSheetColumns = 16'384;
constexpr std::uint64_t kSheetRows = 1'048'576;

class SheetsReader {
 public:
  SheetsReader(std::string_view xml, WorkbookRows& rows) : xml_(xml), rows_(rows) {}

  bool read() {
    while (true) {
      const Event event = xml_.next();
      if (event == Event::kBroken) return false;
      if (event == Event::kDone) return true;
      if (event != Event::kStart) continue;
      const std::string_view name = xml_.name();
      if (name == "tracked-changes" || name == "dde-links" || name == "forms") {
        xml_.skip_element();
      } else if (name == "table") {
        rows_.begin_sheet(xml_.attribute("name"));
        const bool goes_on = read_table();
        rows_.end_sheet();
        if (!goes_on) return !is_broken_;
      }
    }
  }

 private:
  std::uint64_t count_of(std::string_view attribute, std::uint64_t most) const {
    const std::string text = xml_.attribute(attribute);
    std::uint64_t value = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return most;
    return std::clamp<std::uint64_t>(value, 1, most);
  }

  // False when nothing more is to be read.
  bool read_table() {
    merged_ = {};
    row_.number = 0;
    for (std::size_t depth = 1; depth > 0;) {
      const Event event = xml_.next();
      if (event == Event::kDone || event == Event::kBroken) return broken();
      if (event == Event::kEnd) --depth;
      if (event != Event::kStart) continue;
      if (xml_.name() == "table-row") {
        if (!read_row()) return false;
      } else if (xml_.name() == "shapes" || xml_.name() == "forms" || xml_.name() == "scenario") {
        xml_.skip_element();
      } else {
        ++depth;  // groups of rows, columns
      }
    }
    return true;
  }

  bool broken() {
    is_broken_ = true;
    return false;
  }

  bool read_row() {
    const std::uint64_t repeated = count_of("number-rows-repeated", kSheetRows);
    row_.cells.clear();
    ++row_.number;
    column_ = 0;
    spans_.clear();
    while (true) {
      const Event event = xml_.next();
      if (event == Event::kDone || event == Event::kBroken) return broken();
      if (event == Event::kEnd) break;
      if (event == Event::kStart) read_cell();
    }
    return hand_on(repeated);
  }

  bool hand_on(std::uint64_t repeated) {
    const std::uint64_t first = row_.number;
    row_.number += repeated - 1;
    if (row_.cells.empty()) return true;
    for (std::uint64_t number = first; number <= row_.number; ++number) {
      SheetRow row{number, row_.cells};
      merged_.pass(row, rows_.is_in_records());
      if (!rows_.take(std::move(row))) return false;
    }
    for (const auto& [column, last_row] : spans_) {
      for (const auto& [at, text] : row_.cells) {
        if (at == column) merged_.open(column, last_row, text);
      }
    }
    return true;
  }

  void read_cell() {
    const bool is_covered = xml_.name() == "covered-table-cell";
    const std::uint64_t repeated = count_of("number-columns-repeated", kSheetColumns);
    const std::uint64_t spanned = count_of("number-rows-spanned", kSheetRows);
    const std::string type = xml_.attribute("value-type");
    const std::string date = xml_.attribute("date-value");
    std::string text = cell_text();
    if (type == "date" && !date.empty()) text = date_text(date);
    if (is_covered) text.clear();
    if (spanned > 1) spans_.emplace_back(column_, row_.number + spanned - 1);
    for (std::uint64_t i = 0; i < repeated && !text.empty() && column_ + i < kSheetColumns; ++i)
      row_.cells.emplace_back(column_ + i, text);
    column_ += std::min(repeated, kSheetColumns);
  }

  static std::string date_text(std::string date) {
    if (date.ends_with("T00:00:00")) date.resize(date.size() - 9);
    std::replace(date.begin(), date.end(), 'T', ' ');
    return date;
  }

  // The paragraphs of the cell whose start was given.
  std::string cell_text() {
    std::string text;
    std::string paragraph;
    std::size_t in_paragraph = 0;  // depth below it, with it
    for (std::size_t depth = 1; depth > 0;) {
      const Event event = xml_.next();
      if (event == Event::kDone || event == Event::kBroken) break;
      if (event == Event::kText) {
        if (in_paragraph != 0) paragraph += xml_.text();
      } else if (event == Event::kEnd) {
        --depth;
        if (in_paragraph != 0 && --in_paragraph == 0)
          text += (text.empty() ? "" : "\n") + squeezed(std::exchange(paragraph, {}));
      } else if (xml_.name() == "annotation" || xml_.name() == "ruby-text") {
        xml_.skip_element();
      } else {
        ++depth;
        const std::string_view name = xml_.name();
        if (name == "s" || name == "tab" || name == "line-break") paragraph += ' ';
        if (in_paragraph != 0 || name == "p") ++in_paragraph;
      }
    }
    return text;
  }

  XmlStream xml_;
  WorkbookRows& rows_;
  MergedCells merged_;
  SheetRow row_;
  std::uint64_t column_ = 0;
  std::vector<std::pair<std::size_t, std::uint64_t>>
      spans_;  // of the present row: column, last row
  bool is_broken_ = false;
};

}  // namespace

bool read_odf_sheets(std::string_view xml, WorkbookRows& rows) {
  return SheetsReader(xml, rows).read();
}

}  // namespace isthmus::parsers

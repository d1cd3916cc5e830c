#include "indexer/parsers/sheet_rows.h"

#include <algorithm>

#include "indexer/parsers/strings.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

// A header may stand below a heading and remarks.
constexpr std::size_t kHeaderRows = 20;
// One filled cell, as many people use it for notes, is no header.
constexpr std::size_t kLeastHeaderCells = 2;
// Cells far apart are not parted by hundreds of bars.
constexpr std::size_t kMaxGap = 4;
constexpr std::size_t kTitleBytes = 200;
// A record, less what title, abstract and names of sheets take.
constexpr std::size_t kMaxDocumentBytes = kMaxRecordBytes - (64U << 10);

std::vector<std::string> fields_of(const SheetRow& row, std::size_t columns) {
  std::vector<std::string> fields;
  for (const auto& [column, text] : row.cells) {
    if (column >= columns) break;
    fields.resize(column + 1);
    fields[column] = text;
  }
  return fields;
}

std::string line_of(const SheetRow& row) {
  std::string line;
  for (const auto& [column, text] : row.cells) line += std::to_string(column) + "\t" + text + "\n";
  return line;
}

}  // namespace

void MergedCells::open(std::size_t column, std::uint64_t last_row, std::string_view text) {
  if (column < kMaxColumns) open_[column] = {last_row, std::string(text)};
}

void MergedCells::pass(SheetRow& row, bool is_filled) {
  std::erase_if(open_, [&](const auto& entry) { return entry.second.last_row < row.number; });
  if (!is_filled) return;
  for (const auto& [column, merge] : open_) {
    const auto at =
        std::lower_bound(row.cells.begin(), row.cells.end(), column,
                         [](const auto& cell, std::size_t wanted) { return cell.first < wanted; });
    if (at == row.cells.end() || at->first != column) row.cells.insert(at, {column, merge.text});
  }
}

// The sheet that is being read.
struct WorkbookRows::Sheet {
  enum class Form : std::uint8_t { kUndecided, kRecords, kText, kLeftOut };

  Sheet(const Input& input, const Sink& outer, const std::string& media_type, std::string its_name)
      : name(std::move(its_name)),
        sink{outer.record,
             [&outer, this](Diagnostic diagnostic) {
               diagnostic.inside = name;
               outer.diagnostic(std::move(diagnostic));
             }},
        emitter(input, sink, media_type, Naming::kByContent) {}

  std::string name;
  Sink sink;
  Emitter emitter;
  Form form = Form::kUndecided;
  std::size_t rows_seen = 0;  // in search of a header
  TableHeader header;
  std::optional<TableRows> rows;
  bool is_named = false;  // in the document
};

WorkbookRows::WorkbookRows(const Input& input, const Sink& sink, std::string_view media_type,
                           Mapping mapping)
    : input_(input),
      sink_(sink),
      media_type_(media_type),
      document_emitter_(input, sink, media_type, Naming::kByPath),
      mapping_(std::move(mapping)) {}

WorkbookRows::~WorkbookRows() = default;

void WorkbookRows::begin_sheet(std::string name) {
  sheet_ = std::make_unique<Sheet>(input_, sink_, media_type_, one_line(name));
}

bool WorkbookRows::is_in_records() const { return sheet_->form == Sheet::Form::kRecords; }

bool WorkbookRows::take(SheetRow row) {
  if (is_stopped_) return false;
  std::erase_if(row.cells, [](const auto& cell) {
    return cell.second.find_first_not_of(" \t\r\n") == std::string::npos;
  });
  if (row.cells.empty()) return true;
  std::uint64_t bytes = 0;
  for (const auto& [column, text] : row.cells) bytes += text.size();
  if (row.cells.size() > cells_left_ || bytes > bytes_left_) {
    is_stopped_ = true;
    warn("the workbook has more than 2,000,000 cells or 256 MB of text; row " +
             std::to_string(row.number) + " of " + quote(sheet_->name) +
             " and all after it are left out",
         "split it, or save its sheets as CSV");
    return false;
  }
  cells_left_ -= row.cells.size();
  bytes_left_ -= bytes;
  const bool goes_on = sheet_->form == Sheet::Form::kUndecided ? take_undecided(row)
                       : sheet_->form == Sheet::Form::kText    ? take_text(row)
                       : sheet_->form == Sheet::Form::kRecords ? take_record(row)
                                                               : true;
  is_stopped_ = is_stopped_ || !goes_on;
  return goes_on;
}

bool WorkbookRows::take_record(const SheetRow& row) {
  csv::Row fields{fields_of(row, sheet_->header.size()), row.number, {}};
  const std::string line = line_of(row);
  fields.bytes = line;
  if (row.cells.back().first >= sheet_->header.size())
    sheet_->emitter.warn(row.number, "cells right of the header's last column are left out");
  is_refused_ = !sheet_->rows->take(fields);
  return !is_refused_;
}

bool WorkbookRows::take_undecided(const SheetRow& row) {
  if (!has_rows_ && row.cells.size() == 1 && row.cells.front().second.size() <= kTitleBytes)
    title_ = row.cells.front().second;
  has_rows_ = true;
  TableHeader header(fields_of(row, kMaxColumns));
  const std::optional<Error> fault = header_fault(header, mapping_);
  const bool is_header = !fault && (!mapping_.empty() || row.cells.size() >= kLeastHeaderCells);
  if (is_header) {
    start_records(std::move(header));
    return true;
  }
  if (mapping_.empty()) {
    sheet_->form = Sheet::Form::kText;
    return take_text(row);
  }
  if (!unfit_) unfit_ = fault;
  if (++sheet_->rows_seen == kHeaderRows) sheet_->form = Sheet::Form::kLeftOut;
  return true;
}

void WorkbookRows::start_records(TableHeader header) {
  sheet_->form = Sheet::Form::kRecords;
  sheet_->header = std::move(header);
  sheet_->rows.emplace(sheet_->emitter, mapping_, sheet_->header);
  has_records_ = true;
}

bool WorkbookRows::take_text(const SheetRow& row) {
  std::vector<std::string> cells;
  std::size_t bytes = 0;
  std::size_t next = row.cells.front().first;  // what is left of the first cell says nothing
  for (const auto& [column, text] : row.cells) {
    cells.resize(cells.size() + std::min(column - next, kMaxGap));
    cells.push_back(text);
    bytes += text.size() + 3 * (kMaxGap + 1);
    next = column + 1;
  }
  if (body_.size() + bytes > kMaxDocumentBytes) {
    warn("the workbook's text is larger than 8 MB; row " + std::to_string(row.number) + " of " +
             quote(sheet_->name) + " and all after it are left out",
         "say in isthmus.toml, under [source.columns] of this file, which columns become title, "
         "body and so on: each row is a record then");
    return false;
  }
  name_sheet();
  body_.row(cells);
  return true;
}

void WorkbookRows::name_sheet() {
  if (!sheet_->is_named) body_.heading(2, sheet_->name);
  sheet_->is_named = true;
}

void WorkbookRows::take_note(std::string_view text) {
  const bool is_document = sheet_->form == Sheet::Form::kText ||
                           (sheet_->form == Sheet::Form::kUndecided && mapping_.empty());
  if (!is_document || body_.size() + text.size() > kMaxDocumentBytes || one_line(text).empty())
    return;
  name_sheet();
  body_.paragraph(text);
}

void WorkbookRows::end_sheet() {
  const bool is_unfit = !mapping_.empty() && sheet_->form != Sheet::Form::kRecords;
  if (is_unfit && sheet_->rows_seen != 0) unfit_sheets_.push_back(sheet_->name);
  sheet_.reset();
}

void WorkbookRows::finish(const DocumentProperties& properties) {
  if (has_records_) {
    for (const std::string& name : unfit_sheets_)
      warn("the columns of the mapping are not in the sheet " + quote(name) +
           ", which is left out");
  } else if (unfit_) {
    return document_emitter_.refuse(0, *unfit_);
  }
  if (is_refused_ || (body_.empty() && has_records_)) return;
  emit_document(input_, document_emitter_, properties, body_,
                title_.empty() ? file_stem(input_.path) : title_);
}

void WorkbookRows::warn(std::string message, std::string hint) const {
  document_emitter_.warn(0, std::move(message), std::move(hint));
}

}  // namespace isthmus::parsers

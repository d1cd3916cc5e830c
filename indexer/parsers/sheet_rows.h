// The rows of a workbook's sheets on their way to records, for every format that has sheets.
//
// A sheet whose header fits (the mapping's columns are there, or, without a mapping, its first row
// names record keys) gives a record for each row. All other sheets together are one document: their
// names are headings, their rows lines. With a mapping, sheets that it does not fit are left out and
// named.
//
// Limits: kMaxCells cells and kMaxCellBytes of text a workbook; a document ends where a record is
// full. What is beyond is left out with a warning.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/parsers/body_text.h"
#include "indexer/parsers/office_document.h"
#include "indexer/parsers/table_rows.h"

namespace isthmus::parsers {

// Two Excel sheets of a million rows of one column; what is larger is a database.
inline constexpr std::uint64_t kMaxCells = 2'000'000;
// A text shared by many cells counts for each of them.
inline constexpr std::uint64_t kMaxCellBytes = 256ULL << 20;

// The cells of a row that are not empty, by column from 0, in order.
struct SheetRow {
  std::uint64_t number = 0;  // from 1
  std::vector<std::pair<std::size_t, std::string>> cells;
};

// Cells that count for rows below their own, too.
class MergedCells {
 public:
  // Columns beyond kMaxColumns are not kept.
  void open(std::size_t column, std::uint64_t last_row, std::string_view text);
  // Called for each row in order: forgets what ends above it and, when asked to, puts in what the
  // row's cells are merged with.
  void pass(SheetRow& row, bool is_filled);

 private:
  struct Open {
    std::uint64_t last_row;
    std::string text;
  };
  std::map<std::size_t, Open> open_;  // by column
};

class WorkbookRows {
 public:
  // `input` and `sink` must outlive it.
  WorkbookRows(const Input& input, const Sink& sink, std::string_view media_type, Mapping mapping);
  ~WorkbookRows();

  void begin_sheet(std::string name);
  // False when no more rows of any sheet are wanted.
  bool take(SheetRow row);
  // Are rows of the present sheet records? The header's row is still none.
  bool is_in_records() const;
  // A text beside the cells: a text box, a comment. Kept in documents only.
  void take_note(std::string_view text);
  void end_sheet();
  // After the last sheet: the document, and what the user should know.
  void finish(const DocumentProperties& properties);

  void warn(std::string message, std::string hint = {}) const;

 private:
  struct Sheet;

  bool take_undecided(const SheetRow& row);
  bool take_record(const SheetRow& row);
  bool take_text(const SheetRow& row);
  void start_records(TableHeader header);
  void name_sheet();

  const Input& input_;
  const Sink& sink_;
  std::string media_type_;
  Emitter document_emitter_;
  Mapping mapping_;
  std::unique_ptr<Sheet> sheet_;

  BodyText body_;
  std::string title_;           // what stands alone in the first row of the workbook
  std::optional<Error> unfit_;  // why the mapping does not fit the first sheet that it does not fit
  std::vector<std::string> unfit_sheets_;
  bool has_records_ = false;
  bool has_rows_ = false;
  bool is_stopped_ = false;
  bool is_refused_ = false;  // the sink wants no more
  std::uint64_t cells_left_ = kMaxCells;
  std::uint64_t bytes_left_ = kMaxCellBytes;
};

}  // namespace isthmus::parsers

// Rows of delimited text: RFC 4180 as far as files keep to it.
//
// Quoted fields may hold delimiters, line ends and doubled quotes; a quote within an unquoted field
// is a character like any other; text after a closing quote belongs to the field. Line ends are LF,
// CRLF or CR. A row whose quote is never closed is bad: reading goes on at the line after the one
// it began on, and after kMaxBadRows of them quotes are no longer special, so that time stays
// linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::csv {

struct Row {
  std::vector<std::string> fields;
  std::uint64_t line = 0;  // on which it begins, from 1
  std::string_view bytes;
};

class Reader {
 public:
  enum class Next : std::uint8_t { kRow, kBad, kEnd };

  Reader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  // Reads the next row into `row`; of a bad one only its line.
  Next next(Row& row);

 private:
  static constexpr std::size_t kMaxBadRows = 16;
  static constexpr std::size_t kMaxFieldBytes = std::size_t{16} << 20;  // of a quoted field

  bool read_quoted(std::string& field);
  bool read_field(std::string& field);
  bool at_line_end() const {
    return position_ >= text_.size() || text_[position_] == '\n' || text_[position_] == '\r';
  }
  void skip_line_end();
  void give_up_row(std::size_t begin);

  std::string_view text_;
  char delimiter_;
  std::size_t position_ = 0;
  std::uint64_t line_ = 1;
  std::size_t bad_rows_ = 0;
};

// The delimiter that stands most often in the first line outside quotes, among , ; tab and |; a
// comma when there is none.
char guess_delimiter(std::string_view text);

}  // namespace isthmus::csv

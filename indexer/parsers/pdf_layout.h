// Words on a page as lines in the order of reading.
//
// Shape: words that follow each other on a base line are pieces; pieces are put in order column by
// column (pdf_columns.h) and become lines. Poppler's own order is not used beyond pieces: it reads
// across side bars that stand close to the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/pdf_file.h"

namespace isthmus::parsers {

// A run of words on one base line without a wide gap. Size and weight are those of most letters.
struct PdfPiece {
  std::vector<PdfWord> words;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double size = 0;
  bool is_bold = false;
};

// What a line of the first page is; front matter is never taken for a heading.
enum class PdfRole : std::uint8_t { kBody, kTitle, kAuthors };

struct PdfLine {
  std::vector<PdfPiece> pieces;  // from left to right, at least one
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double size = 0;
  bool is_bold = false;
  bool is_upright = true;
  PdfRole role = PdfRole::kBody;
  std::size_t region = 0;  // lines of one region are of one column
};

struct PdfLines {
  double width = 0;  // of the page
  double height = 0;
  std::vector<PdfLine> lines;
};

PdfLines lines_of(PdfPage page);

// Takes out the numbers of lines in the margins, as manuscripts have them: they grow downwards, and
// nothing stands beside them further out.
void drop_line_numbers(std::vector<PdfWord>& words);

// Is the word a mark above or below the line: short, smaller, and with another base line?
bool is_raised(const PdfWord& word, const PdfPiece& piece);

enum class Marks : bool { kKeep, kDrop };  // raised words
// The words of a piece or a line with blanks between; none between Chinese characters. Raised
// numbers after a word are set apart from it.
std::string text_of(const PdfPiece& piece, Marks marks = Marks::kKeep);
std::string text_of(const PdfLine& line, Marks marks = Marks::kKeep);

// Joins two texts of one line: with a blank unless both sides are Chinese.
void append_with_blank(std::string& out, std::string_view text);
// Is the last, or the first, character of a script that is written without blanks?
bool ends_without_blank(std::string_view text);
bool begins_without_blank(std::string_view text);

}  // namespace isthmus::parsers

#include "indexer/parsers/pdf_layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "engine/text/characters.h"
#include "engine/text/utf8.h"
#include "indexer/parsers/pdf_boxes.h"
#include "indexer/parsers/pdf_columns.h"

namespace isthmus::parsers {
namespace {

// In units of the font size. Justified lines have word spaces up to a half.
constexpr double kWidestSpace = 0.55;
constexpr double kNarrowestSpace = 0.12;
constexpr double kChineseSpace = 0.7;  // narrower gaps between Chinese characters are none
constexpr double kRaisedSize = 0.85;   // of the line's size, and smaller: a mark

std::size_t letters_of_word(const PdfWord& word) { return word.text.size(); }

void finish(PdfPiece& piece) {
  piece.size = std::max(0.1, usual_size(piece.words, &letters_of_word));
  std::size_t bold = 0;
  for (const PdfWord& word : piece.words) bold += word.is_bold ? word.text.size() : 0;
  piece.is_bold = bold * 2 > letters_of_piece(piece);
}

bool continues(const PdfPiece& piece, const PdfWord& word) {
  const PdfWord& last = piece.words.back();
  const double size = std::max(last.size, word.size);
  const double gap = word.left - last.right;
  return on_one_line(last, word) && gap > -0.5 * size && gap < kWidestSpace * size;
}

std::vector<PdfPiece> pieces_of(std::vector<PdfWord> words) {
  std::vector<PdfPiece> pieces;
  for (PdfWord& word : words) {
    if (!word.is_upright) continue;
    if (pieces.empty() || !continues(pieces.back(), word)) pieces.emplace_back();
    PdfPiece& piece = pieces.back();
    enclose(piece, word, piece.words.empty());
    piece.words.push_back(std::move(word));
  }
  for (PdfPiece& piece : pieces) finish(piece);
  return pieces;
}

void finish(PdfLine& line) {
  std::stable_sort(line.pieces.begin(), line.pieces.end(),
                   [](const PdfPiece& a, const PdfPiece& b) { return a.left < b.left; });
  line.size = usual_size(line.pieces, &letters_of_piece);
  std::size_t bold = 0;
  std::size_t all = 0;
  for (const PdfPiece& piece : line.pieces) {
    bold += piece.is_bold ? letters_of_piece(piece) : 0;
    all += letters_of_piece(piece);
  }
  line.is_bold = bold * 2 > all;
}

// Words that run in another direction, in poppler's order: a line goes on while there are blanks.
void append_turned(const std::vector<PdfWord>& words, std::vector<PdfLine>& lines) {
  const std::size_t region = lines.empty() ? 0 : lines.back().region + 1;
  bool goes_on = false;
  for (const PdfWord& word : words) {
    if (!goes_on) {
      lines.emplace_back();
      lines.back().is_upright = false;
      lines.back().region = region;
      lines.back().pieces.emplace_back();
    }
    PdfLine& line = lines.back();
    enclose(line, word, line.pieces[0].words.empty());
    line.pieces[0].words.push_back(word);
    goes_on = word.has_space_after;
  }
}

bool is_unspaced(char32_t value) {
  return text::character_of(value).character_class == text::CharacterClass::kHan ||
         (value >= 0x3000 && value < 0x3040) || (value >= 0xff00 && value < 0xff66);
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789,") == std::string_view::npos;
}

bool ends_in_long_word(std::string_view text) {
  std::size_t letters = 0;
  while (letters < text.size() &&
         std::isalpha(static_cast<unsigned char>(text[text.size() - 1 - letters])) != 0)
    ++letters;
  return letters > 2;
}

bool has_long_word(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    letters = std::isalpha(static_cast<unsigned char>(c)) != 0 ? letters + 1 : 0;
    if (letters > 2) return true;
  }
  return false;
}

// Letters follow and precede without a blank, as in the name of LaTeX.
bool is_within_word(const PdfPiece& piece, std::size_t i) {
  if (i == 0 || i + 1 == piece.words.size()) return false;
  const PdfWord& before = piece.words[i - 1];
  const PdfWord& after = piece.words[i + 1];
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  return !before.has_space_after && !piece.words[i].has_space_after &&
         is_letter(before.text.back()) && is_letter(piece.words[i].text.front()) &&
         is_letter(after.text.front());
}

bool has_blank_between(const PdfWord& before, const PdfWord& word, std::string_view out) {
  const double size = std::max(before.size, word.size);
  const double gap = word.left - before.right;
  if (ends_without_blank(out) && begins_without_blank(word.text)) return gap > kChineseSpace * size;
  return before.has_space_after || gap > kNarrowestSpace * size;
}

}  // namespace

bool ends_without_blank(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) --at;
  return is_unspaced(text::decode_code_point(text, at).value);
}

bool begins_without_blank(std::string_view text) {
  return !text.empty() && is_unspaced(text::decode_code_point(text, 0).value);
}

void append_with_blank(std::string& out, std::string_view text) {
  if (!out.empty() && !text.empty() && !(ends_without_blank(out) && begins_without_blank(text)))
    out += ' ';
  out += text;
}

bool is_raised(const PdfWord& word, const PdfPiece& piece) {
  constexpr std::size_t kLongestMark = 12;  // bytes: "1,2,3,∗"
  return word.text.size() <= kLongestMark && word.size < kRaisedSize * piece.size &&
         std::abs(word.bottom - piece.bottom) > 0.05 * piece.size && !has_long_word(word.text);
}

std::string text_of(const PdfPiece& piece, Marks marks) {
  std::string out;
  const PdfWord* before = nullptr;
  for (std::size_t i = 0; i < piece.words.size(); ++i) {
    const PdfWord& word = piece.words[i];
    const bool raised = is_raised(word, piece);
    if (raised && marks == Marks::kDrop && !is_within_word(piece, i)) continue;
    const bool is_note =
        raised && word.bottom < piece.bottom && is_number(word.text) && ends_in_long_word(out);
    if (before != nullptr && (is_note || has_blank_between(*before, word, out))) out += ' ';
    out += word.text;
    before = &word;
  }
  return out;
}

std::string text_of(const PdfLine& line, Marks marks) {
  std::string out;
  for (const PdfPiece& piece : line.pieces) append_with_blank(out, text_of(piece, marks));
  return out;
}

PdfLines lines_of(PdfPage page) {
  drop_line_numbers(page.words);
  PdfLines out{page.width, page.height, {}};
  std::vector<PdfWord> turned;
  std::copy_if(page.words.begin(), page.words.end(), std::back_inserter(turned),
               [](const PdfWord& word) { return !word.is_upright; });
  out.lines = in_columns(pieces_of(std::move(page.words)), page.width);
  append_turned(turned, out.lines);
  for (PdfLine& line : out.lines) {
    if (!line.is_upright) finish(line.pieces[0]);
    finish(line);
  }
  return out;
}

}  // namespace isthmus::parsers

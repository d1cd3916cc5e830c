#include "indexer/parsers/pdf_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <unordered_set>

#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

// In units of the font size, of lines in a column.
constexpr double kIndent = 0.8;
constexpr double kCellGap = 1.5;       // wider gaps part the cells of a row
constexpr double kParagraphGap = 1.3;  // times the usual distance of base lines
constexpr double kHeadingGap = 1.45;   // of lines of a large font, times the size
constexpr double kRoom = 0.8;          // beside a word that would have fitted
constexpr double kOtherSize = 0.08;    // relative difference of sizes
constexpr double kWrapped = 0.85;      // times the usual distance: lines of one row are closer
constexpr double kCellEdge = 0.5;      // how far the lines of one cell may begin apart

constexpr double kHeadingSize = 1.12;  // times the size of the body: clearly a heading
constexpr std::size_t kHeadingBytes = 160;
constexpr std::size_t kHeadingLines = 3;
constexpr double kMostHeadings = 0.4;  // of the paragraphs; more are slides or a poster

constexpr std::array<std::string_view, 11> kBullets = {"•", "▪", "■", "●", "◦", "‣",
                                                       "∙", "·", "–", "",  ""};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The words with a hyphen inside that the document writes within a line: "state-of-the-art".
using Hyphenated = std::unordered_set<std::string>;

constexpr std::string_view kWordEnds = " \n()[],.;:\"'/";

std::string_view last_word(std::string_view text) {
  const std::size_t end = text.find_last_of(kWordEnds);
  return end == std::string_view::npos ? text : text.substr(end + 1);
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(kWordEnds));
}

void note_hyphenated(std::string_view line, Hyphenated& words) {
  for (std::size_t at = line.find('-', 1); at != std::string_view::npos && at + 1 < line.size();
       at = line.find('-', at + 1)) {
    if (!is_letter(line[at - 1]) || !is_letter(line[at + 1])) continue;
    words.insert(std::string(last_word(line.substr(0, at))) + "-" +
                 std::string(first_word(line.substr(at + 1))));
  }
}

std::string_view hyphen_at_end(std::string_view text) {
  for (const std::string_view hyphen : {"-", "\xe2\x80\x90"}) {
    if (text.size() > hyphen.size() && text.ends_with(hyphen) &&
        text[text.size() - hyphen.size() - 1] != ' ')
      return hyphen;
  }
  return {};
}

void join(std::string& out, std::string_view line, const Hyphenated& hyphenated) {
  const std::string_view hyphen = hyphen_at_end(out);
  if (out.empty() || line.empty() || hyphen.empty()) return append_with_blank(out, line);
  const std::size_t end = out.size() - hyphen.size();
  const bool goes_on = static_cast<unsigned char>(line[0]) >= 0x80 || is_lower(line[0]);
  const std::string whole = std::string(last_word(std::string_view(out).substr(0, end))) + "-" +
                            std::string(first_word(line));
  if (goes_on && !is_digit(out[end - 1]) && !hyphenated.contains(whole)) out.resize(end);
  out += line;
}

// A line that begins an item: a bullet, or a label as in "[12]", "3." or "(a)".
std::string_view bullet_of(std::string_view text) {
  for (const std::string_view bullet : kBullets) {
    if (text.starts_with(bullet)) return bullet;
  }
  return {};
}

bool has_label(std::string_view text) {
  const std::size_t end = text.find(' ');
  if (end == std::string_view::npos || end < 2 || end > 5) return false;
  const std::string_view label = text.substr(0, end);
  if (label.front() == '[' || label.front() == '(')
    return label.back() == ']' || label.back() == ')';
  return is_digit(label.front()) && (label.back() == '.' || label.back() == ')');
}

// What the lines of a column have in common.
struct Column {
  double left = 0;
  double right = 0;
  double leading = 0;  // usual distance of base lines
};

Column column_of(const std::vector<PdfLine>& lines, std::size_t begin, std::size_t end) {
  Column column{lines[begin].left, lines[begin].right, 0};
  std::vector<double> distances;
  for (std::size_t i = begin; i < end; ++i) {
    column.left = std::min(column.left, lines[i].left);
    column.right = std::max(column.right, lines[i].right);
    if (i > begin) distances.push_back(lines[i].bottom - lines[i - 1].bottom);
  }
  if (!distances.empty()) {
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    column.leading = *middle;
  }
  return column;
}

bool has_cells(const PdfLine& line) {
  for (std::size_t i = 1; i < line.pieces.size(); ++i) {
    if (line.pieces[i].left - line.pieces[i - 1].right > kCellGap * line.size) return true;
  }
  return false;
}

struct Cell {
  double left = 0;
  std::string text;
};

std::vector<Cell> cells_of(const PdfLine& line) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < line.pieces.size(); ++i) {
    const PdfPiece& piece = line.pieces[i];
    if (i == 0 || piece.left - line.pieces[i - 1].right > kCellGap * line.size)
      cells.push_back({piece.left, {}});
    append_with_blank(cells.back().text, text_of(piece));
  }
  return cells;
}

struct Paragraph {
  std::string text;
  std::size_t line_count = 1;
  double size = 0;
  PdfRole role = PdfRole::kBody;
  std::vector<Cell> cells = {};  // of a row of a table; its text is made of them
  bool is_line = false;  // of a list or verse: not parted from what precedes by an empty line
};

class PageReader {
 public:
  PageReader(const PdfLines& page, const Hyphenated& hyphenated, double usual)
      : lines_(page.lines), hyphenated_(hyphenated), usual_(usual) {}

  std::vector<Paragraph> read() {
    for (std::size_t begin = 0; begin < lines_.size();) {
      std::size_t end = begin + 1;
      while (end < lines_.size() && lines_[end].region == lines_[begin].region) ++end;
      column_ = column_of(lines_, begin, end);
      for (std::size_t i = begin; i < end; ++i) {
        const bool is_below_row = i > begin && (has_cells(lines_[i - 1]) || ends_in_row());
        const bool is_row =
            has_cells(lines_[i]) && (is_below_row || (i + 1 < end && has_cells(lines_[i + 1])));
        right_ = right_around(i, begin, end);
        add(lines_[i], is_row, i > begin ? &lines_[i - 1] : nullptr);
      }
      begin = end;
    }
    return std::move(paragraphs_);
  }

 private:
  void add(const PdfLine& line, bool is_row, const PdfLine* before) {
    if (before != nullptr && goes_on_in_cells(line, *before)) return;
    if (is_row) return add_row(line);
    std::string text = squeezed(text_of(line));
    if (text.empty()) return;
    const bool goes_on = before == nullptr ? runs_over(line, text) : !begins(line, text, *before);
    if (!paragraphs_.empty() && paragraphs_.back().cells.empty() && goes_on) {
      join(paragraphs_.back().text, text, hyphenated_);
      ++paragraphs_.back().line_count;
    } else {
      has_label_ = has_label(text);
      const bool is_line = before != nullptr && !paragraphs_.empty() &&
                           paragraphs_.back().cells.empty() && is_broken_by_hand(line, *before) &&
                           !is_new_paragraph(line, text, *before);
      paragraphs_.push_back({std::move(text), 1, line.size, line.role, {}, is_line});
    }
  }

  bool ends_in_row() const { return !paragraphs_.empty() && !paragraphs_.back().cells.empty(); }

  void add_row(const PdfLine& line) {
    paragraphs_.push_back({{}, 1, line.size, line.role, cells_of(line)});
    write_row(paragraphs_.back());
  }

  static void write_row(Paragraph& row) {
    row.text.clear();
    for (const Cell& cell : row.cells) row.text += (row.text.empty() ? "" : " | ") + cell.text;
  }

  // The line's cells go on with those of the row above, when they stand closer to it than rows do
  // to each other, and each below one of its cells.
  bool goes_on_in_cells(const PdfLine& line, const PdfLine& before) {
    if (!ends_in_row()) return false;
    if (line.bottom - before.bottom > kWrapped * column_.leading) return false;
    std::vector<Cell>& row = paragraphs_.back().cells;
    const std::vector<Cell> cells = cells_of(line);
    const auto above = [&](const Cell& cell) {
      return std::find_if(row.begin(), row.end(), [&](const Cell& one) {
        return std::abs(one.left - cell.left) < kCellEdge * line.size;
      });
    };
    for (const Cell& cell : cells) {
      if (above(cell) == row.end()) return false;
    }
    for (const Cell& cell : cells) join(above(cell)->text, cell.text, hyphenated_);
    write_row(paragraphs_.back());
    return true;
  }

  // How far lines of this style reach here: a narrower quotation has its own edge.
  double right_around(std::size_t i, std::size_t begin, std::size_t end) const {
    constexpr std::size_t kAround = 3;
    double right = lines_[i].right;
    for (std::size_t j = std::max(begin + kAround, i) - kAround; j < std::min(end, i + kAround + 1);
         ++j) {
      const bool is_alike = !differs(lines_[j].size, lines_[i].size) &&
                            std::abs(lines_[j].left - lines_[i].left) < 3 * lines_[i].size;
      if (is_alike) right = std::max(right, lines_[j].right);
    }
    return right;
  }

  // The first word of the line would have had room on the line before: a list, verse, an address.
  bool is_broken_by_hand(const PdfLine& line, const PdfLine& before) const {
    if (line.size > kHeadingSize * usual_ || !hyphen_at_end(text_of(before)).empty()) return false;
    const PdfWord& first = line.pieces[0].words[0];
    const double word = begins_without_blank(first.text) ? line.size : first.right - first.left;
    return before.right + word + kRoom * line.size < right_;
  }

  // Does the paragraph at the foot of the last column go on with the first line of this one?
  bool runs_over(const PdfLine& line, std::string_view text) const {
    if (paragraphs_.empty() || line.role != PdfRole::kBody || !line.is_upright) return false;
    const Paragraph& last = paragraphs_.back();
    if (last.role != PdfRole::kBody || last.line_count < 2 || differs(last.size, line.size))
      return false;
    constexpr std::string_view kEnds = ".!?:;)]\"";
    if (kEnds.find(last.text.back()) != std::string_view::npos) return false;
    return is_lower(text[0]) || (begins_without_blank(text) && !ends_in_full_stop(last.text));
  }

  static bool ends_in_full_stop(std::string_view text) {
    constexpr std::array<std::string_view, 4> kStops = {"。", "！", "？", "："};
    return std::any_of(kStops.begin(), kStops.end(),
                       [&](std::string_view stop) { return text.ends_with(stop); });
  }

  static bool differs(double size, double other) {
    return std::abs(size - other) > kOtherSize * std::max(size, other);
  }

  bool begins(const PdfLine& line, std::string_view text, const PdfLine& before) const {
    return is_new_paragraph(line, text, before) ||
           (line.role == PdfRole::kBody && is_broken_by_hand(line, before));
  }

  bool is_new_paragraph(const PdfLine& line, std::string_view text, const PdfLine& before) const {
    if (!line.is_upright || line.role != before.role) return true;
    if (line.role == PdfRole::kTitle) return false;
    if (differs(line.size, before.size) || line.is_bold != before.is_bold) return true;
    if (!bullet_of(text).empty()) return true;
    const double size = line.size;
    const double distance = line.bottom - before.bottom;
    if (distance > std::max(kParagraphGap * column_.leading, kHeadingGap * size)) return true;
    const bool was_full = before.right > column_.right - 2 * size;
    if (has_label(text) &&
        (has_label_ || before.left > line.left + kIndent / 2 * size || !was_full))
      return true;
    const std::size_t count = paragraphs_.empty() ? 0 : paragraphs_.back().line_count;
    if (line.left > before.left + kIndent * size) return count > 1 || !was_full;
    if (line.left < before.left - kIndent * size) return count > 1;
    constexpr std::string_view kEnds = ".!?:";
    const std::string last = paragraphs_.empty() ? std::string() : paragraphs_.back().text;
    const bool ended = !last.empty() && (kEnds.find(last.back()) != std::string_view::npos ||
                                         ends_in_full_stop(last));
    return ended && before.right < column_.right - 0.2 * (column_.right - column_.left);
  }

  const std::vector<PdfLine>& lines_;
  const Hyphenated& hyphenated_;
  double usual_;
  Column column_;
  double right_ = 0;  // of the lines around
  std::vector<Paragraph> paragraphs_;
  bool has_label_ = false;  // the paragraph that is being read begins with a label
};

bool has_words(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    if (is_letter(c) || static_cast<unsigned char>(c) >= 0x80) ++letters;
  }
  return letters >= 3;
}

bool looks_like_heading(const Paragraph& paragraph, double usual) {
  if (paragraph.role != PdfRole::kBody || !paragraph.cells.empty()) return false;
  if (paragraph.size < kHeadingSize * usual || paragraph.line_count > kHeadingLines) return false;
  if (paragraph.text.size() > kHeadingBytes || !has_words(paragraph.text)) return false;
  return paragraph.text.back() != '.' && paragraph.text.back() != ',';
}

void append_paragraph(std::string& out, const Paragraph& paragraph, bool is_heading) {
  if (paragraph.role == PdfRole::kTitle) {
    out += "# ";
  } else if (is_heading) {
    out += "## ";
  } else if (const std::string_view bullet = bullet_of(paragraph.text); !bullet.empty()) {
    out += "- ";
    out += squeezed(std::string_view(paragraph.text).substr(bullet.size()));
    return;
  }
  out += paragraph.text;
}

}  // namespace

double body_size(const std::vector<PdfLines>& pages) {
  std::map<long, std::size_t> counts;
  for (const PdfLines& page : pages) {
    for (const PdfLine& line : page.lines) {
      for (const PdfPiece& piece : line.pieces) {
        for (const PdfWord& word : piece.words)
          counts[std::lround(word.size * 10)] += word.text.size();
      }
    }
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : static_cast<double>(most->first) / 10;
}

void append_line(std::string& out, std::string_view line) { join(out, line, {}); }

std::string body_of(const std::vector<PdfLines>& pages) {
  Hyphenated hyphenated;
  for (const PdfLines& page : pages) {
    for (const PdfLine& line : page.lines) note_hyphenated(text_of(line), hyphenated);
  }
  std::vector<std::vector<Paragraph>> read;
  const double usual = body_size(pages);
  std::size_t count = 0;
  std::size_t headings = 0;
  for (const PdfLines& page : pages) {
    read.push_back(PageReader(page, hyphenated, usual).read());
    count += read.back().size();
    for (const Paragraph& paragraph : read.back())
      headings += looks_like_heading(paragraph, usual) ? 1 : 0;
  }
  const bool has_headings =
      static_cast<double>(headings) <= kMostHeadings * static_cast<double>(count);
  std::string out;
  for (std::size_t page = 0; page < read.size(); ++page) {
    if (page > 0) out += '\f';
    const std::vector<Paragraph>& paragraphs = read[page];
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
      const bool is_table = paragraphs[i].is_line || (i > 0 && !paragraphs[i].cells.empty() &&
                                                      !paragraphs[i - 1].cells.empty());
      if (i > 0) out += is_table ? "\n" : "\n\n";
      append_paragraph(out, paragraphs[i],
                       has_headings && looks_like_heading(paragraphs[i], usual));
    }
  }
  return out;
}

}  // namespace isthmus::parsers

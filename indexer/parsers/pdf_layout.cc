#include "indexer/parsers/pdf_layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

namespace isthmus::parsers {
namespace {

// In units of the font size. Justified lines have word spaces up to a half.
constexpr double kWidestSpace = 0.55;
constexpr double kNarrowestSpace = 0.12;
constexpr double kChineseSpace = 0.7;  // narrower gaps between Chinese characters are none
constexpr double kGutter = 0.45;
constexpr double kRaisedSize = 0.85;  // of the line's size, and smaller: a mark

constexpr double kNarrowestColumn = 0.1;       // of the page's width
constexpr std::size_t kFewestLines = 3;        // beside each other make columns
constexpr double kFilled = 0.55;               // of its width: a column of running text
constexpr double kAligned = 0.7;               // of the lines share base lines: a table
constexpr double kSideBar = 0.55;              // of the other column's width, and narrower
constexpr unsigned kMaxSplits = 12;            // within each other
constexpr std::size_t kMaxSplitPieces = 4000;  // more pieces are a map or a drawing

template <typename Box>
double centre(const Box& box) {
  return (box.top + box.bottom) / 2;
}

template <typename A, typename B>
bool on_one_line(const A& a, const B& b) {
  const double overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return overlap >= 0.5 * std::min(a.bottom - a.top, b.bottom - b.top);
}

template <typename Outer, typename Inner>
void enclose(Outer& outer, const Inner& inner, bool is_first) {
  outer.left = is_first ? inner.left : std::min(outer.left, inner.left);
  outer.top = is_first ? inner.top : std::min(outer.top, inner.top);
  outer.right = is_first ? inner.right : std::max(outer.right, inner.right);
  outer.bottom = is_first ? inner.bottom : std::max(outer.bottom, inner.bottom);
}

// The size that most of the letters have.
template <typename Part>
double usual_size(const std::vector<Part>& parts, std::size_t (*letters)(const Part&)) {
  std::map<long, std::size_t> counts;
  for (const Part& part : parts) counts[std::lround(part.size * 10)] += letters(part);
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : static_cast<double>(most->first) / 10;
}

std::size_t letters_of_word(const PdfWord& word) { return word.text.size(); }

std::size_t letters_of_piece(const PdfPiece& piece) {
  std::size_t count = 0;
  for (const PdfWord& word : piece.words) count += word.text.size();
  return count;
}

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

// A strip from top to bottom at [left, right) that no piece crosses.
struct Gutter {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  double length = 0;
};

class Splitter {
 public:
  Splitter(double width, std::vector<PdfLine>& lines) : width_(width), lines_(lines) {}

  void read(std::vector<PdfPiece> pieces, unsigned splits) {
    std::sort(pieces.begin(), pieces.end(),
              [](const PdfPiece& a, const PdfPiece& b) { return centre(a) < centre(b); });
    const std::optional<Gutter> gutter = splits < kMaxSplits && pieces.size() <= kMaxSplitPieces
                                             ? longest_gutter(pieces)
                                             : std::nullopt;
    if (!gutter) return read_rows(std::move(pieces));
    std::vector<PdfPiece> above, left, right, below;
    for (PdfPiece& piece : pieces) {
      if (centre(piece) < gutter->top)
        above.push_back(std::move(piece));
      else if (centre(piece) > gutter->bottom)
        below.push_back(std::move(piece));
      else
        (piece.left < gutter->left ? left : right).push_back(std::move(piece));
    }
    read(std::move(above), splits + 1);
    const bool is_side_bar = extent(left) < kSideBar * extent(right);
    read(std::move(is_side_bar ? right : left), splits + 1);
    read(std::move(is_side_bar ? left : right), splits + 1);
    read(std::move(below), splits + 1);
  }

 private:
  static double extent(const std::vector<PdfPiece>& pieces) {
    PdfLine box;
    bool is_first = true;
    for (const PdfPiece& piece : pieces) {
      enclose(box, piece, is_first);
      is_first = false;
    }
    return box.right - box.left;
  }

  // The ends of pieces are where a gutter may begin.
  std::optional<Gutter> longest_gutter(const std::vector<PdfPiece>& pieces) const {
    if (pieces.size() < 2 * kFewestLines) return std::nullopt;
    const double size = std::max(1.0, usual_size(pieces, &letters_of_piece));
    std::set<long> begins;
    const double unit = std::max(1.0, width_ / 1000);  // a bound on the work on enormous pages
    for (const PdfPiece& piece : pieces) begins.insert(std::lround(std::ceil(piece.right / unit)));
    std::optional<Gutter> best;
    for (const long begin : begins) {
      const double left = static_cast<double>(begin) * unit;
      search(pieces, left, left + kGutter * size, best);
    }
    return best;
  }

  // `pieces` from top to bottom. Every stretch between two pieces that cross the strip is tried.
  void search(const std::vector<PdfPiece>& pieces, double left, double right,
              std::optional<Gutter>& best) const {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= pieces.size(); ++i) {
      if (i < pieces.size() && (pieces[i].right <= left || pieces[i].left >= right)) continue;
      if (i - begin >= 2 * kFewestLines) {
        const std::optional<Gutter> found = judged(pieces, begin, i, left, right);
        if (found && (!best || found->length > best->length + 0.5)) best = found;
      }
      begin = i + 1;
    }
  }

  struct Side {
    std::size_t lines = 0;
    double text = 0;  // width of all pieces
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    const PdfPiece* last = nullptr;

    void add(const PdfPiece& piece) {
      enclose(*this, piece, last == nullptr);
      if (last == nullptr || !on_one_line(*last, piece)) ++lines;
      text += piece.right - piece.left;
      last = &piece;
    }
    double filled() const { return text / (static_cast<double>(lines) * (right - left) + 0.1); }
  };

  std::optional<Gutter> judged(const std::vector<PdfPiece>& pieces, std::size_t begin,
                               std::size_t end, double left, double right) const {
    Side before;
    Side after;
    std::size_t aligned = 0;
    for (std::size_t i = begin; i < end; ++i) {
      Side& side = pieces[i].right <= left ? before : after;
      const Side& other = pieces[i].right <= left ? after : before;
      if (other.last != nullptr && std::abs(other.last->bottom - pieces[i].bottom) < 1) ++aligned;
      side.add(pieces[i]);
    }
    if (before.lines < kFewestLines || after.lines < kFewestLines) return std::nullopt;
    const double narrowest = std::min(before.right - before.left, after.right - after.left);
    if (narrowest < kNarrowestColumn * width_) return std::nullopt;
    const bool is_text = before.filled() > kFilled && after.filled() > kFilled;
    const bool is_table = static_cast<double>(aligned) >
                          kAligned * static_cast<double>(std::min(before.lines, after.lines));
    if (is_table && !is_text) return std::nullopt;
    const double length = std::min(before.bottom, after.bottom) - std::max(before.top, after.top);
    if (length <= 0) return std::nullopt;
    return Gutter{left, right, centre(pieces[begin]), centre(pieces[end - 1]), length};
  }

  // Pieces from top to bottom become lines.
  void read_rows(std::vector<PdfPiece> pieces) {
    if (pieces.empty()) return;
    const std::size_t region = lines_.empty() ? 0 : lines_.back().region + 1;
    bool is_first = true;
    for (PdfPiece& piece : pieces) {
      if (is_first || !on_one_line(lines_.back(), piece)) {
        lines_.emplace_back();
        lines_.back().region = region;
      }
      is_first = false;
      PdfLine& line = lines_.back();
      enclose(line, piece, line.pieces.empty());
      line.pieces.push_back(std::move(piece));
    }
  }

  double width_;
  std::vector<PdfLine>& lines_;
};

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

// Numbers of lines in the margin, as manuscripts have them: they grow downwards, and nothing stands
// beside them further out.
void drop_line_numbers(std::vector<PdfWord>& words) {
  constexpr std::size_t kFewest = 10;
  double leftmost = 1e9;
  double rightmost = -1e9;
  for (const PdfWord& word : words) {
    if (!word.is_upright) continue;
    leftmost = std::min(leftmost, word.left);
    rightmost = std::max(rightmost, word.right);
  }
  for (const bool is_left : {true, false}) {
    std::vector<const PdfWord*> numbers;
    for (const PdfWord& word : words) {
      const double distance = is_left ? word.left - leftmost : rightmost - word.right;
      const bool is_plain =
          word.text.size() <= 4 && word.text.find_first_not_of("0123456789") == std::string::npos;
      if (word.is_upright && is_plain && distance < 2.5 * word.size) numbers.push_back(&word);
    }
    if (numbers.size() < kFewest) continue;
    std::sort(numbers.begin(), numbers.end(),
              [](const PdfWord* a, const PdfWord* b) { return a->top < b->top; });
    std::size_t growing = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i)
      growing += std::stoi(numbers[i]->text) > std::stoi(numbers[i - 1]->text) ? 1 : 0;
    if (growing + 2 < numbers.size()) continue;
    std::set<const PdfWord*> dropped(numbers.begin(), numbers.end());
    std::vector<PdfWord> kept;
    for (PdfWord& word : words) {
      if (!dropped.contains(&word)) kept.push_back(std::move(word));
    }
    words = std::move(kept);
  }
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
  Splitter(page.width, out.lines).read(pieces_of(std::move(page.words)), 0);
  append_turned(turned, out.lines);
  for (PdfLine& line : out.lines) {
    if (!line.is_upright) finish(line.pieces[0]);
    finish(line);
  }
  return out;
}

}  // namespace isthmus::parsers

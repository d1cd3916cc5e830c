#include "indexer/parsers/pdf_columns.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "indexer/parsers/pdf_boxes.h"

namespace isthmus::parsers {
namespace {

constexpr double kGutter = 0.45;          // of the font size, and wider
constexpr double kNarrowestColumn = 0.1;  // of the page's width
constexpr std::size_t kFewestLines = 3;   // beside each other make columns
constexpr double kFilled = 0.7;           // of its width: a column of running text
constexpr double kLineOfText = 12;        // times the size: shorter lines beside others are cells
constexpr double kAligned = 0.7;          // of the lines share base lines: a table
constexpr double kSideBar = 0.55;         // of the other column's width, and narrower
constexpr unsigned kMaxSplits = 12;       // within each other
constexpr std::size_t kMaxSplitPieces = 4000;  // more pieces are a map or a drawing

// Fonts of two scripts have other heights on one base line.
bool on_one_base(const PdfPiece& a, const PdfPiece& b) {
  constexpr double kClose = 0.15;
  const double distance = std::min(std::abs(a.bottom - b.bottom), std::abs(centre(a) - centre(b)));
  return distance < kClose * std::max(a.size, b.size);
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
    double line_width() const { return text / static_cast<double>(lines); }
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
      if (other.last != nullptr && on_one_base(*other.last, pieces[i])) ++aligned;
      side.add(pieces[i]);
    }
    if (before.lines < kFewestLines || after.lines < kFewestLines) return std::nullopt;
    const double narrowest = std::min(before.right - before.left, after.right - after.left);
    if (narrowest < kNarrowestColumn * width_) return std::nullopt;
    const bool is_table = static_cast<double>(aligned) >
                          kAligned * static_cast<double>(std::min(before.lines, after.lines));
    const double shortest = std::min(before.line_width(), after.line_width());
    if (is_table && (std::min(before.filled(), after.filled()) < kFilled ||
                     shortest < kLineOfText * pieces[begin].size))
      return std::nullopt;
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

}  // namespace

std::vector<PdfLine> in_columns(std::vector<PdfPiece> pieces, double width) {
  std::vector<PdfLine> lines;
  Splitter(width, lines).read(std::move(pieces), 0);
  return lines;
}

}  // namespace isthmus::parsers

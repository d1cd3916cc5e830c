#include "indexer/parsers/pdf_authors.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "indexer/parsers/pdf_marks.h"
#include "indexer/parsers/pdf_names.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kProseLines = 3;          // after them no authors follow
constexpr std::size_t kFirstAuthorWithin = 15;  // lines; what comes later is a footnote
constexpr std::size_t kAuthorLines = 60;        // under the title; very long lists are cut
constexpr double kSameSize = 0.05;

bool is_same_size(double a, double b) { return std::abs(a - b) <= kSameSize * std::max(a, b); }

// A line under the title in the style of its first word: affiliations on the same line are often
// smaller. Capitals beside small capitals are of one word, so glued words stay.
struct StyledLine {
  std::string text;
  double size = 0;
  bool is_bold = false;
};

StyledLine styled_line_of(const PdfLine& line) {
  constexpr double kWideGap = 1.2;  // parts names as a comma does
  constexpr double kSmaller = 0.93;
  StyledLine out{{}, line.pieces[0].words[0].size, line.pieces[0].words[0].is_bold};
  for (const PdfWord& word : line.pieces[0].words) {
    if (is_raised(word, line.pieces[0])) continue;
    out.size = word.size;
    out.is_bold = word.is_bold;
    break;
  }
  for (std::size_t i = 0; i < line.pieces.size(); ++i) {
    PdfPiece piece = line.pieces[i];
    const bool is_wide = i > 0 && piece.left - line.pieces[i - 1].right > kWideGap * line.size;
    bool is_kept = true;
    bool is_glued = false;
    std::erase_if(piece.words, [&](const PdfWord& word) {
      if (!is_glued) is_kept = word.size >= kSmaller * out.size || is_raised(word, line.pieces[i]);
      is_glued = !word.has_space_after;
      return !is_kept;
    });
    if (i > 0) out.text += is_wide && !ends_in_separator(out.text) ? "; " : " ";
    out.text += text_of(piece, Marks::kDrop);
  }
  out.text = squeezed(out.text);
  return out;
}

// Names line by line. A line of a list with commas that ends without one breaks a name, unless the
// name that "and" introduces was its last.
class NameList {
 public:
  // `is_next`: the line follows the last one. False when it is no line of names.
  bool add(const std::string& line, bool is_next) {
    if (line.empty()) return false;
    if (names_an_institution(line)) return add_with_affiliation(line);
    if (has_affiliations_) return false;
    const std::string apart = text_.empty() ? line : text_ + "; " + line;
    const std::string joined = text_ + " " + line;
    const Names names_apart = names_in(apart);
    const bool is_open = has_separator(last_) && !ends_with_last_name(last_);
    bool is_joined = is_next && ends_in_separator(last_);
    if (is_next && !is_joined) {
      const std::size_t others = names_in(joined).others;
      is_joined = others < names_apart.others || (others == names_apart.others && is_open);
    }
    const Names names = is_joined ? names_in(joined) : names_apart;
    const std::size_t others =
        names.others - (names.ends_in_partial && has_separator(line) ? 1 : 0);
    if (others > strangers_ && others * kTolerated > names.names.size()) return false;
    if (names.names.size() + (is_joined ? 1 : 0) <= count_ && others >= strangers_) return false;
    text_ = is_joined ? joined : apart;
    last_ = line;
    count_ = names.names.size();
    strangers_ = others;
    return true;
  }

  std::vector<std::string> names() const { return names_in(text_).names; }

 private:
  // "A. Smith, University of X": such lines stand alone, one for each author.
  bool add_with_affiliation(const std::string& line) {
    if (!text_.empty() && !has_affiliations_) return false;
    const std::vector<std::string> names = leading_names(line);
    for (const std::string& name : names) text_ += (text_.empty() ? "" : "; ") + name;
    has_affiliations_ = has_affiliations_ || !names.empty();
    return !names.empty();
  }

  static constexpr std::size_t kTolerated = 8;  // names for each part that is none

  std::string text_;
  std::string last_;
  std::size_t count_ = 0;
  std::size_t strangers_ = 0;
  bool has_affiliations_ = false;
};

// An abstract on the page, or an institution or an e-mail address close to the names.
bool has_paper_around(const PdfLines& page, std::size_t begin, std::size_t last_name) {
  constexpr std::size_t kClose = 8;  // lines
  for (std::size_t i = begin; i < page.lines.size(); ++i) {
    const std::string text = text_of(page.lines[i]);
    if (i <= last_name + kClose && names_an_institution(text)) return true;
    if (i > last_name && begins_text(text)) return true;
  }
  return false;
}

}  // namespace

bool is_prose(std::string_view text) {
  std::size_t words = 0;
  std::size_t small = 0;
  bool at_begin = true;
  for (const char c : text) {
    if (at_begin && c != ' ') {
      ++words;
      small += c >= 'a' && c <= 'z' ? 1 : 0;
    }
    at_begin = c == ' ';
  }
  constexpr std::size_t kFewestWords = 7;
  return words >= kFewestWords && small * 10 > words * 6;
}

AuthorLines authors_under(const PdfLines& page, const TitleBlock& title) {
  AuthorLines out;
  NameList list;
  std::optional<StyledLine> first;
  std::size_t prose = 0;
  const std::size_t end = std::min(page.lines.size(), title.end + kAuthorLines);
  for (std::size_t i = title.end; i < end && prose < kProseLines; ++i) {
    const PdfLine& line = page.lines[i];
    const StyledLine styled = styled_line_of(line);
    if (begins_text(text_of(line)) || line.size > title.size * 1.05) break;
    if (!first && i >= title.end + kFirstAuthorWithin) break;
    if (!line.is_upright || styled.text.empty()) continue;
    prose += is_prose(styled.text) ? 1 : 0;
    const bool is_styled =
        !first || (is_same_size(styled.size, first->size) && styled.is_bold == first->is_bold);
    const bool is_next = !out.lines.empty() && out.lines.back() + 1 == i;
    if (!is_styled || !list.add(std::string(after_author_label(styled.text)), is_next)) continue;
    if (!first) first = styled;
    const std::string lower = lower_case(styled.text);
    if (after_author_label(styled.text) != styled.text || lower.starts_with("by "))
      out.is_certain = true;
    out.lines.push_back(i);
  }
  out.names = list.names();
  if (!out.lines.empty())
    out.is_certain = out.is_certain || has_paper_around(page, title.end, out.lines.back());
  return out;
}

}  // namespace isthmus::parsers

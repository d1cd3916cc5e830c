#include "indexer/parsers/pdf_title.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/text/analysis.h"
#include "indexer/parsers/pdf_marks.h"
#include "indexer/parsers/pdf_names.h"
#include "indexer/parsers/pdf_text.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr double kStandsOut = 1.15;  // times the size of the body
constexpr double kSameSize = 0.05;
constexpr double kLineDistance = 1.9;           // of one title's lines, times the size
constexpr std::size_t kLongestTitle = 500;      // bytes; more is a poster's text
constexpr double kLowest = 0.75;                // of the page: covers of theses have low titles
constexpr std::size_t kProseLines = 3;          // after them no authors follow
constexpr std::size_t kFirstAuthorWithin = 15;  // lines; what comes later is a footnote
constexpr std::size_t kAuthorLines = 60;        // under the title; very long lists are cut

bool is_same_size(double a, double b) { return std::abs(a - b) <= kSameSize * std::max(a, b); }

std::size_t word_count(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

// Journal names, kinds of article and marks of series, in letters as large as the title's.
bool is_banner(std::string_view text) {
  constexpr std::array<std::string_view, 14> kBeginnings = {"journal of",
                                                            "proceedings of",
                                                            "transactions",
                                                            "contents lists",
                                                            "volume ",
                                                            "vol.",
                                                            "issn",
                                                            "isbn",
                                                            "http",
                                                            "www.",
                                                            "international journal",
                                                            "annals of",
                                                            "doi",
                                                            "arxiv"};
  constexpr std::array<std::string_view, 26> kKinds = {"article",
                                                       "research article",
                                                       "original article",
                                                       "original research",
                                                       "original paper",
                                                       "research paper",
                                                       "review",
                                                       "review article",
                                                       "open access",
                                                       "short communication",
                                                       "editorial",
                                                       "letter",
                                                       "letters",
                                                       "technical note",
                                                       "case report",
                                                       "paper",
                                                       "research",
                                                       "report",
                                                       "full paper",
                                                       "regular paper",
                                                       "preprint",
                                                       "manuscript",
                                                       "thesis",
                                                       "dissertation",
                                                       "table of contents",
                                                       "contents"};
  constexpr std::array<std::string_view, 8> kChineseEnds = {"大学", "学院", "学报", "论文",
                                                            "杂志", "期刊", "目录", "研究所"};
  const std::string lower = lower_case(squeezed(text));
  const auto begins = [&](std::string_view word) { return lower.starts_with(word); };
  if (std::any_of(kBeginnings.begin(), kBeginnings.end(), begins)) return true;
  if (std::find(kKinds.begin(), kKinds.end(), lower) != kKinds.end()) return true;
  if (lower.find("issn") != std::string::npos) return true;
  const auto ends = [&](std::string_view word) { return lower.ends_with(word); };
  if (std::any_of(kChineseEnds.begin(), kChineseEnds.end(), ends)) return lower.size() < 60;
  const bool is_university = lower.starts_with("university of") || lower.ends_with("university");
  return is_university && word_count(lower) <= 6;
}

bool is_title_text(std::string_view text) {
  const std::string letters = letters_only(text);
  if (text.ends_with(":") || text.ends_with("：")) return false;
  return letters.size() >= 4 && text.size() <= kLongestTitle && letters.size() * 2 >= text.size() &&
         letters.find_first_not_of("0123456789") != std::string::npos;
}

bool continues_block(const PdfLine& line, const PdfLine& before) {
  const double distance = line.bottom - before.bottom;
  return line.is_upright && before.is_upright && is_same_size(line.size, before.size) &&
         line.is_bold == before.is_bold && distance > 0 && distance < kLineDistance * line.size;
}

// Footnote marks at the end of a title are none of its words.
std::string without_end_marks(std::string text) {
  constexpr std::array<std::string_view, 8> kMarks = {"*", "∗", "†", "‡", "§", "¶", "⁎", " "};
  bool has_changed = true;
  while (has_changed) {
    has_changed = false;
    for (const std::string_view mark : kMarks) {
      if (!text.ends_with(mark)) continue;
      text.resize(text.size() - mark.size());
      has_changed = true;
    }
  }
  return text;
}

std::vector<TitleBlock> blocks_of(const PdfLines& page) {
  std::vector<TitleBlock> blocks;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const PdfLine& line = page.lines[i];
    if (!line.is_upright) continue;
    if (blocks.empty() || blocks.back().end != i || !continues_block(line, page.lines[i - 1]))
      blocks.push_back({i, i, {}, line.size});
    append_line(blocks.back().text, squeezed(text_of(line, Marks::kDrop)));
    blocks.back().end = i + 1;
  }
  for (TitleBlock& block : blocks) block.text = without_end_marks(std::move(block.text));
  return blocks;
}

// The blocks that a title of the metadata stands in, whole: it may run over two of them (a subtitle
// in another style), or be a part of one.
std::optional<TitleBlock> block_with(const std::vector<TitleBlock>& blocks, double usual,
                                     const std::string& candidate) {
  const std::string wanted = letters_only(candidate);
  if (!is_title_text(candidate)) return std::nullopt;
  std::optional<TitleBlock> best;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    TitleBlock joined = blocks[i];
    for (std::size_t j = i; j < std::min(i + 3, blocks.size()); ++j) {
      if (j > i) {
        joined.text += " " + blocks[j].text;
        joined.end = blocks[j].end;
      }
      const std::string letters = letters_only(joined.text);
      if (letters.find(wanted) == std::string::npos) continue;
      const bool is_whole = letters.size() == wanted.size();
      const bool is_most = letters.size() < 2 * wanted.size() && j == i;
      if ((is_whole || is_most) && joined.size >= 0.95 * usual &&
          (!best || joined.size > best->size)) {
        best = joined;
        if (is_whole) best->text = squeezed(candidate);
      }
      break;
    }
  }
  return best;
}

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

// Running text: many words, most of them without a capital.
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

bool is_candidate(const TitleBlock& block, const PdfLines& page, double usual) {
  return block.size >= kStandsOut * usual && is_title_text(block.text) &&
         page.lines[block.begin].top < kLowest * page.height &&
         (word_count(block.text) > 1 || ends_without_blank(block.text));
}

bool is_between(const TitleBlock& block, const PdfLines& page, double usual) {
  return block.size >= 0.95 * usual && is_title_text(block.text) &&
         page.lines[block.begin].top < kLowest / 2 * page.height && !is_banner(block.text) &&
         !begins_text(block.text);
}

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

std::string letters_only(std::string_view text) {
  std::string out;
  for (const text::Atom& atom : text::split_atoms(text)) out += atom.text;
  return out;
}

bool begins_text(std::string_view line) {
  constexpr std::array<std::string_view, 18> kWords = {"abstract",     "summary",
                                                       "introduction", "keywords",
                                                       "key words",    "index terms",
                                                       "contents",     "table of contents",
                                                       "background",   "zusammenfassung",
                                                       "résumé",       "resumen",
                                                       "摘要",         "引言",
                                                       "关键词",       "目录",
                                                       "前言",         "a b s t r a c t"};
  std::string lower = lower_case(squeezed(line));
  while (!lower.empty() &&
         std::string_view("0123456789. ").find(lower.front()) != std::string_view::npos)
    lower.erase(0, 1);
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    if (!lower.starts_with(word)) return false;
    const std::string_view rest = std::string_view(lower).substr(word.size());
    return rest.empty() || static_cast<unsigned char>(rest[0]) >= 0x80 ||
           std::string_view(word == "abstract" ? ":.- " : ":.-").find(rest[0]) !=
               std::string_view::npos;
  });
}

std::optional<TitleBlock> title_on(const PdfLines& page, double usual,
                                   const std::vector<std::string>& candidates) {
  const std::vector<TitleBlock> blocks = blocks_of(page);
  for (const std::string& candidate : candidates) {
    if (is_banner(candidate)) continue;
    if (std::optional<TitleBlock> block = block_with(blocks, usual, candidate)) return block;
  }
  const TitleBlock* best = nullptr;
  for (const TitleBlock& block : blocks) {
    if (!is_candidate(block, page, usual) || is_banner(block.text) || begins_text(block.text))
      continue;
    if (best == nullptr || block.size > best->size * (1 + kSameSize)) best = &block;
  }
  if (best != nullptr) return *best;
  // Nothing stands out by size: the first bold block in the upper part.
  for (const TitleBlock& block : blocks) {
    if (page.lines[block.begin].is_bold && is_between(block, page, usual) &&
        word_count(block.text) > 2)
      return block;
  }
  return std::nullopt;
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

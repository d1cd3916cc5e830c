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
constexpr double kLineDistance = 1.9;       // of one title's lines, times the size
constexpr double kDoubleSpaced = 3.0;       // the same in manuscripts, where a line is full
constexpr std::size_t kLongestTitle = 500;  // bytes; more is a poster's text
constexpr double kLowest = 0.75;            // of the page: covers of theses have low titles

bool is_same_size(double a, double b) { return std::abs(a - b) <= kSameSize * std::max(a, b); }

std::size_t word_count(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

constexpr std::array<std::string_view, 14> kBannerBeginnings = {"journal of",
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
constexpr std::array<std::string_view, 26> kArticleKinds = {"article",
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
constexpr std::array<std::string_view, 8> kChineseBannerEnds = {"大学", "学院", "学报", "论文",
                                                                "杂志", "期刊", "目录", "研究所"};

// Journal names, kinds of article and marks of series, in letters as large as the title's.
bool is_banner(std::string_view text) {
  const std::string lower = lower_case(squeezed(text));
  const auto begins = [&](std::string_view word) { return lower.starts_with(word); };
  if (std::any_of(kBannerBeginnings.begin(), kBannerBeginnings.end(), begins)) return true;
  if (std::find(kArticleKinds.begin(), kArticleKinds.end(), lower) != kArticleKinds.end())
    return true;
  if (lower.find("issn") != std::string::npos) return true;
  const auto ends = [&](std::string_view word) { return lower.ends_with(word); };
  if (std::any_of(kChineseBannerEnds.begin(), kChineseBannerEnds.end(), ends))
    return lower.size() < 60;
  const bool is_university = lower.starts_with("university of") || lower.ends_with("university");
  return is_university && word_count(lower) <= 6;
}

bool is_title_text(std::string_view text) {
  const std::string letters = letters_only(text);
  if (text.ends_with(":") || text.ends_with("：")) return false;
  return letters.size() >= 4 && text.size() <= kLongestTitle && letters.size() * 2 >= text.size() &&
         letters.find_first_not_of("0123456789") != std::string::npos;
}

// How wide the text of a page is.
double text_width(const PdfLines& page) {
  double left = page.width;
  double right = 0;
  for (const PdfLine& line : page.lines) {
    if (!line.is_upright) continue;
    left = std::min(left, line.left);
    right = std::max(right, line.right);
  }
  return right - left;
}

// Did the line end because the first word of the next one had no place on it?
bool is_full(const PdfLine& line, const PdfLine& next, double width) {
  const PdfWord& word = next.pieces[0].words[0];
  return line.right - line.left + (word.right - word.left) > width;
}

bool continues_block(const PdfLine& line, const PdfLine& before, double width) {
  const double distance = line.bottom - before.bottom;
  const double most = is_full(before, line, width) ? kDoubleSpaced : kLineDistance;
  return line.is_upright && before.is_upright && is_same_size(line.size, before.size) &&
         line.is_bold == before.is_bold && distance > 0 && distance < most * line.size;
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
  const double width = text_width(page);
  std::vector<TitleBlock> blocks;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const PdfLine& line = page.lines[i];
    if (!line.is_upright) continue;
    if (blocks.empty() || blocks.back().end != i ||
        !continues_block(line, page.lines[i - 1], width))
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
    if (best != nullptr && begins_text(block.text)) break;  // the text's headings follow
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

}  // namespace isthmus::parsers

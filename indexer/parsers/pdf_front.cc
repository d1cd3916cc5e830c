#include "indexer/parsers/pdf_front.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "indexer/parsers/pdf_authors.h"
#include "indexer/parsers/pdf_marks.h"
#include "indexer/parsers/pdf_names.h"
#include "indexer/parsers/pdf_text.h"
#include "indexer/parsers/pdf_title.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kFrontPages = 3;          // an abstract may stand on the page after the cover
constexpr std::size_t kLongestAbstract = 6000;  // bytes; it is cut before the paragraph that passes
constexpr std::size_t kKeywordLines = 6;

// What a label leaves of its line: "Abstract. We show" gives "We show". Nothing when the line does
// not begin with one.
std::optional<std::string> after_label(std::string_view line,
                                       const std::vector<std::string_view>& labels) {
  const std::string lower = lower_case(line);
  for (const std::string_view label : labels) {
    if (!lower.starts_with(label)) continue;
    std::string_view rest = line.substr(label.size());
    bool has_mark = rest.empty();
    for (bool goes_on = true; goes_on;) {
      goes_on = false;
      for (const std::string_view mark : {":", "：", ".", "—", "–", "-", "】", "]", " "}) {
        if (!rest.starts_with(mark)) continue;
        rest.remove_prefix(mark.size());
        has_mark = has_mark || mark != " ";
        goes_on = true;
      }
    }
    // A word after the label without a mark is another heading, or a sentence.
    if (has_mark || rest.empty() || ends_without_blank(label)) return std::string(rest);
    const bool is_sentence = lower.starts_with("abstract ") && rest[0] >= 'A' && rest[0] <= 'Z' &&
                             line[0] == 'A' && rest.find(' ') != std::string_view::npos;
    if (is_sentence) return std::string(rest);
  }
  return std::nullopt;
}

const std::vector<std::string_view> kAbstractLabels = {
    "abstract", "a b s t r a c t", "summary", "摘要",    "摘 要",  "【摘要",
    "[摘要",    "zusammenfassung", "résumé",  "resumen", "resumo", "executive summary"};
const std::vector<std::string_view> kKeywordLabels = {"keywords",
                                                      "key words",
                                                      "additional key words and phrases",
                                                      "keywords and phrases",
                                                      "index terms",
                                                      "关键词",
                                                      "关 键 词",
                                                      "【关键词",
                                                      "[关键词",
                                                      "k e y w o r d s"};
// What may follow an abstract besides a heading.
const std::vector<std::string_view> kEndLabels = {"ccs concepts",
                                                  "acm reference format",
                                                  "jel classification",
                                                  "jel codes",
                                                  "pacs",
                                                  "general terms",
                                                  "1 introduction",
                                                  "1. introduction",
                                                  "i. introduction",
                                                  "introduction",
                                                  "中图分类号",
                                                  "文献标识码",
                                                  "文章编号",
                                                  "收稿日期",
                                                  "修回日期",
                                                  "基金项目",
                                                  "作者简介",
                                                  "doi",
                                                  "引言",
                                                  "0 引言",
                                                  "1 引言",
                                                  "categories and subject",
                                                  "mathematics subject",
                                                  "msc",
                                                  "received",
                                                  "e-mail",
                                                  "corresponding author",
                                                  "©",
                                                  "copyright"};

// "References", "V. REFERENCES", "参考文献".
bool begins_references(std::string_view line) {
  constexpr std::array<std::string_view, 5> kHeadings = {
      "references", "referencesandnotes", "bibliography", "literaturecited", "参考文献"};
  constexpr std::size_t kNumber = 4;  // letters and digits in front
  const std::string letters = lower_case(letters_only(line));
  return std::any_of(kHeadings.begin(), kHeadings.end(), [&](std::string_view heading) {
    return letters.ends_with(heading) && letters.size() <= heading.size() + kNumber;
  });
}

bool is_same_size(double a, double b) { return std::abs(a - b) <= 0.06 * std::max(a, b); }

// Is the line a heading among lines of this style?
bool is_heading_among(const PdfLine& line, const PdfLine& text) {
  return line.size > 1.06 * text.size || (line.is_bold && !text.is_bold);
}

class FrontReader {
 public:
  FrontReader(std::vector<PdfLines>& pages, const PdfMetadata& metadata)
      : pages_(pages), metadata_(metadata) {}

  PdfFront read() {
    read_title();
    read_labelled();
    read_identifiers();
    return std::move(front_);
  }

 private:
  void read_title() {
    if (pages_.empty()) return;
    PdfLines& page = pages_[0];
    const std::optional<TitleBlock> block = title_on(page, body_size(pages_), metadata_.titles);
    AuthorLines authors;
    if (block) {
      front_.title = block->text;
      for (std::size_t i = block->begin; i < block->end; ++i) page.lines[i].role = PdfRole::kTitle;
      authors = authors_under(page, *block);
    }
    set_authors(authors);
  }

  // The metadata's list is better spelled, when it is whole: names that stand on the page, and no
  // fewer than were found there.
  void set_authors(const AuthorLines& found_lines) {
    const std::vector<std::string>& on_page = found_lines.names;
    std::string first_page;
    for (const PdfLine& line : pages_[0].lines) first_page += text_of(line, Marks::kDrop) + "\n";
    const std::string letters = letters_only(first_page);
    std::vector<std::string> given = metadata_.authors;
    for (std::string& name : given) {
      if (const Names clean = names_in(name); clean.others == 0 && clean.names.size() == 1)
        name = clean.names[0];
    }
    const bool all_stand = std::all_of(given.begin(), given.end(), [&](const std::string& name) {
      return letters.find(letters_only(name)) != std::string::npos;
    });
    const bool is_given = !given.empty() && all_stand && given.size() >= on_page.size();
    std::vector<std::string> names;
    if (is_given) names = given;
    if (!is_given && found_lines.is_certain) names = on_page;
    if (!names.empty()) {
      for (const std::size_t i : found_lines.lines) pages_[0].lines[i].role = PdfRole::kAuthors;
      if (!found_lines.lines.empty()) after_authors_ = found_lines.lines.back() + 1;
    }
    if (names.empty()) {
      for (const std::string& name : given) {
        const Names found = names_in(name);
        if (found.others == 0 && found.names.size() == 1) names.push_back(found.names[0]);
      }
    }
    const std::vector<std::string> orcids = orcids_in(first_page);
    for (std::size_t i = 0; i < names.size(); ++i)
      front_.authors.push_back(
          {names[i], orcids.size() == names.size() ? orcids[i] : std::string()});
  }

  void read_labelled() {
    const std::size_t end = std::min(kFrontPages, pages_.size());
    for (std::size_t page = 0; page < end; ++page) {
      for (std::size_t i = 0; i < pages_[page].lines.size(); ++i) {
        const std::string text = squeezed(text_of(pages_[page].lines[i]));
        if (front_.abstract.empty()) {
          if (const auto rest = after_label(text, kAbstractLabels)) read_abstract(page, i, *rest);
        }
        if (front_.keywords.empty()) {
          if (const auto rest = after_label(text, kKeywordLabels))
            read_keywords(pages_[page], i, *rest);
        }
      }
    }
    if (front_.abstract.empty()) read_unlabelled_abstract();
    if (front_.abstract.empty() && metadata_.abstract.size() > 200)
      front_.abstract = metadata_.abstract;
    if (front_.keywords.empty()) front_.keywords = metadata_.keywords;
  }

  static bool ends_abstract(std::string_view text) {
    return after_label(text, kKeywordLabels) || after_label(text, kEndLabels) ||
           after_label(text, kAbstractLabels);
  }

  void read_abstract(std::size_t page, std::size_t label, const std::string& rest) {
    const std::vector<PdfLine>& lines = pages_[page].lines;
    std::string abstract = rest;
    std::string paragraph;
    const PdfLine* first = rest.empty() ? nullptr : &lines[label];
    const PdfLine* before = &lines[label];
    for (std::size_t i = label + 1; i < lines.size(); ++i) {
      const PdfLine& line = lines[i];
      const std::string text = squeezed(text_of(line));
      if (text.empty() || !line.is_upright) continue;
      if (ends_abstract(text) || (first != nullptr && is_heading_among(line, *first))) break;
      if (first == nullptr) first = &line;
      // Another column goes on in the same style, or it is something else.
      if (line.region != before->region && before != &lines[label] &&
          !is_same_size(line.size, first->size))
        break;
      if (!is_same_size(line.size, first->size)) {
        if (i > label + 2) break;
        first = &line;
      }
      if (abstract.size() + text.size() > kLongestAbstract) break;
      const bool is_apart = before != &lines[label] &&
                            line.bottom - before->bottom > 1.5 * line.size &&
                            line.region == before->region && ends_sentence(abstract);
      if (is_apart)
        abstract += "\n\n" + text;
      else
        append_line(abstract, text);
      before = &line;
    }
    constexpr std::size_t kShortest = 60;  // bytes: less is a row of a table of contents
    if (abstract.size() >= kShortest) front_.abstract = abstract;
  }

  // Some papers print it without a word: running text between the authors and the keywords or the
  // introduction.
  void read_unlabelled_abstract() {
    constexpr std::size_t kShortest = 200;  // bytes
    if (after_authors_ == 0) return;
    const std::vector<PdfLine>& lines = pages_[0].lines;
    std::string abstract;
    std::string found;
    const PdfLine* first = nullptr;
    for (std::size_t i = after_authors_; i < lines.size(); ++i) {
      const std::string text = squeezed(text_of(lines[i]));
      const bool goes_on = first != nullptr && lines[i].region == first->region &&
                           is_same_size(lines[i].size, first->size);
      const bool is_end = ends_abstract(text) || begins_text(text);
      if ((!goes_on || is_end) && found.empty() && abstract.size() >= kShortest &&
          ends_sentence(abstract))
        found = abstract;
      if (is_end) {
        front_.abstract = found;
        return;
      }
      if (!goes_on) abstract.clear();
      if (!goes_on) first = is_prose(text) && !names_an_institution(text) ? &lines[i] : nullptr;
      if (first != nullptr) append_line(abstract, text);
    }
  }

  static bool ends_sentence(std::string_view text) {
    return text.ends_with(".") || text.ends_with("。") || text.ends_with("?") ||
           text.ends_with(":");
  }

  void read_keywords(const PdfLines& page, std::size_t label, const std::string& rest) {
    const PdfLine& first = page.lines[label];
    std::string list = rest;
    const std::size_t end = std::min(page.lines.size(), label + kKeywordLines);
    for (std::size_t i = label + 1; i < end && !list.ends_with("."); ++i) {
      const PdfLine& line = page.lines[i];
      const std::string text = squeezed(text_of(line));
      const bool is_near = line.bottom - page.lines[i - 1].bottom < 1.6 * line.size || list.empty();
      if (!is_near || line.region != first.region || ends_abstract(text)) break;
      if (!list.empty() && (is_heading_among(line, first) || !is_same_size(line.size, first.size)))
        break;
      // One keyword a line.
      if (!rest.empty() || list.empty())
        append_line(list, text);
      else
        list += "; " + text;
    }
    for (std::string& keyword : keywords_in(list)) front_.keywords.push_back(std::move(keyword));
  }

  void read_identifiers() {
    front_.doi = metadata_.doi;
    std::string published;
    if (!pages_.empty()) {
      std::string before;
      bool is_cited = false;
      for (const PdfLine& line : pages_[0].lines) {
        const std::string text = squeezed(text_of(line));
        is_cited = is_cited || begins_references(text);
        if (front_.doi.empty() && (!is_cited || is_in_margin(line)))
          front_.doi = own_doi(before, text);
        if (published.empty()) published = publication_date(text);
        before = text;
      }
    }
    front_.date = !published.empty()             ? published
                  : !metadata_.published.empty() ? metadata_.published
                                                 : metadata_.created;
  }

  // The first page of a short paper may end with its references: a DOI among them is another work's,
  // unless it stands in the head or the foot of the page.
  bool is_in_margin(const PdfLine& line) const {
    constexpr double kMargin = 0.07;  // of the page
    const double height = pages_[0].height;
    return line.bottom < kMargin * height || line.top > (1 - kMargin) * height;
  }

  // A DOI that a label introduces, whole on its line, below it, or broken at its slash. One within a
  // sentence is cited.
  static std::string own_doi(const std::string& before, const std::string& text) {
    for (const FoundDoi& found : dois_in(text)) {
      if (found.is_labelled) return found.value;
    }
    const std::string lower = lower_case(before);
    const bool is_label = lower.ends_with("doi") || lower.ends_with("doi:") ||
                          lower.ends_with("doi：") || lower.ends_with("object identifier");
    if (const std::vector<FoundDoi> found = dois_in(text);
        is_label && text.starts_with("10.") && !found.empty())
      return found[0].value;
    if (lower.find("doi") != std::string::npos && before.ends_with("/")) {
      const std::vector<FoundDoi> joined = dois_in(before + text);
      if (!joined.empty()) return joined.back().value;
    }
    return {};
  }

  static std::string publication_date(std::string_view line) {
    constexpr std::array<std::string_view, 8> kLabels = {
        "published", "publication date", "available online", "first online",
        "出版日期",  "发表日期",         "发布日期",         "date:"};
    const std::string lower = lower_case(line);
    for (const std::string_view label : kLabels) {
      const std::size_t at = lower.find(label);
      constexpr std::size_t kNear = 50;  // bytes after the label
      if (at == std::string::npos) continue;
      if (std::string date = date_in(line.substr(at + label.size(), kNear)); !date.empty())
        return date;
    }
    return {};
  }

  std::vector<PdfLines>& pages_;
  const PdfMetadata& metadata_;
  PdfFront front_;
  std::size_t after_authors_ = 0;  // a line of the first page; 0: no authors stand there
};

}  // namespace

PdfFront front_of(std::vector<PdfLines>& pages, const PdfMetadata& metadata) {
  return FrontReader(pages, metadata).read();
}

}  // namespace isthmus::parsers

// PDF: one record a file, its text page by page.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "indexer/parsers/emit.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/pdf_file.h"
#include "indexer/parsers/pdf_front.h"
#include "indexer/parsers/pdf_recognised.h"
#include "indexer/parsers/pdf_text.h"
#include "indexer/parsers/pdf_title.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr int kMaxPages = 20'000;      // the longest books have a tenth of it
constexpr int kMaxMissingPages = 100;  // in a row: the file claims more pages than it has

struct ReadPages {
  std::vector<PdfLines> pages;  // an empty one for each that cannot be read
  std::vector<int> missing;     // from 1
  bool has_text = false;
  bool is_cut = false;
};

// The pages of a file that shows pictures alone, as they were recognised.
ReadPages recognised_pages(const std::vector<std::string>& tables) {
  ReadPages out;
  for (const std::string& table : tables) {
    out.pages.push_back(lines_of(page_of_words(table)));
    out.has_text = out.has_text || !out.pages.back().lines.empty();
  }
  return out;
}

// More text than a record may have is refused later; reading on would only take time.
ReadPages read_pages(const PdfFile& file) {
  ReadPages out;
  std::uint64_t bytes = 0;
  int missing_in_a_row = 0;
  const int count = std::min(file.page_count(), kMaxPages);
  out.is_cut = count < file.page_count();
  for (int i = 0; i < count && bytes <= kMaxRecordBytes; ++i) {
    std::optional<PdfPage> page = file.page(i);
    missing_in_a_row = page ? 0 : missing_in_a_row + 1;
    if (!page) out.missing.push_back(i + 1);
    if (missing_in_a_row == kMaxMissingPages) break;
    if (page) {
      for (const PdfWord& word : page->words) bytes += word.text.size() + 1;
    }
    out.pages.push_back(page ? lines_of(*std::move(page)) : PdfLines());
    out.has_text = out.has_text || !out.pages.back().lines.empty();
  }
  return out;
}

// "Microsoft Word - report.doc", "untitled", "paper.dvi", "C:\\x": what programs write for a title.
bool is_rubbish(std::string_view title) {
  const std::string lower = squeezed(title);
  if (lower.find(' ') == std::string::npos && !ends_without_blank(lower)) return true;
  return lower.starts_with("Microsoft ") || lower.find(".doc") != std::string::npos ||
         lower.find(".tex") != std::string::npos || lower.find('\\') != std::string::npos ||
         lower.starts_with("untitled") || lower.starts_with("Untitled");
}

// What the first page does not show, its metadata may know; else the first line, else the name of
// the file.
std::string title_of(const PdfFront& front, const PdfMetadata& metadata,
                     const std::vector<PdfLines>& pages, std::string_view path) {
  if (!front.title.empty()) return front.title;
  for (const std::string& title : metadata.titles) {
    if (!is_rubbish(title)) return title;
  }
  constexpr std::size_t kLongestLine = 200;
  for (const PdfLines& page : pages) {
    for (const PdfLine& line : page.lines) {
      std::string text = squeezed(text_of(line));
      if (!letters_only(text).empty() && text.size() <= kLongestLine) return text;
    }
  }
  return file_stem(path);
}

Json keys_of(const PdfFront& front) {
  Json keys = Json::object();
  for (const PdfAuthor& author : front.authors) {
    Json one = {{"name", author.name}};
    if (!author.orcid.empty()) one["orcid"] = author.orcid;
    keys["authors"].push_back(std::move(one));
  }
  if (!front.abstract.empty()) keys["abstract"] = front.abstract;
  if (!front.keywords.empty()) keys["keywords"] = front.keywords;
  if (!front.date.empty()) keys["date"] = front.date;
  if (!front.doi.empty())
    keys["identifiers"] = Json::array({{{"scheme", "doi"}, {"value", front.doi}}});
  return keys;
}

bool is_undecodable(const std::vector<PdfLines>& pages) {
  std::size_t unknown = 0;
  std::size_t all = 0;
  for (const PdfLines& page : pages) {
    for (const PdfLine& line : page.lines) {
      const std::string text = text_of(line);
      constexpr std::string_view kReplacement = "\xef\xbf\xbd";
      for (std::size_t at = text.find(kReplacement); at != std::string::npos;
           at = text.find(kReplacement, at + kReplacement.size()))
        unknown += kReplacement.size();
      all += text.size();
    }
  }
  return unknown * 2 > all;
}

void warn_of_faults(const Emitter& emitter, const PdfFile& file, const ReadPages& read) {
  if (read.is_cut)
    emitter.warn(0, "pages after the first " + std::to_string(kMaxPages) + " were not read",
                 "split the PDF");
  if (!read.missing.empty())
    emitter.warn(0,
                 std::to_string(read.missing.size()) + " of " + std::to_string(file.page_count()) +
                     " pages cannot be read, the first of them page " +
                     std::to_string(read.missing.front()),
                 "open it with another program and save it anew");
  if (is_undecodable(read.pages))
    emitter.warn(0, "most of the PDF's characters are unknown: its fonts do not name them",
                 "recognise its text from the picture, for example: ocrmypdf --force-ocr IN OUT");
  if (const std::string damage = file.damage(); !damage.empty())
    emitter.warn(0, "the PDF is damaged, text may be missing: " + damage,
                 "open it with another program and save it anew, or fetch it again");
}

// The dictionary of a picture is never compressed, since that of a stream cannot be.
bool holds_pictures(std::string_view bytes) {
  return bytes.find("/Subtype/Image") != std::string_view::npos ||
         bytes.find("/Subtype /Image") != std::string_view::npos;
}

// Pages of pictures may show writing, which text recognition reads.
Diagnostic without_text(const PdfFile& file, const ReadPages& read, std::string_view bytes) {
  constexpr const char* kRecognise =
      "--ocr reads writing off pictures; or recognise it first, for example: ocrmypdf -l "
      "chi_sim+eng "
      "IN OUT";
  if (file.page_count() == 0)
    return {0,
            {ErrorCode::kInvalidSource,
             "the PDF has no pages" + (file.complaint().empty() ? "" : ": " + file.complaint()),
             "fetch or export it again"}};
  if (read.missing.size() == read.pages.size())
    return {0,
            {ErrorCode::kInvalidSource, "none of the PDF's pages can be read",
             "open it with another program and save it anew, or fetch it again"}};
  const char* const message = holds_pictures(bytes)
                                  ? "a scanned PDF without text: its pages show pictures alone"
                                  : "the PDF holds no text: its pages are blank or drawings";
  return {0, {ErrorCode::kInvalidSource, message, kRecognise}, true, {}, true};
}

Error nothing_recognised() {
  return {ErrorCode::kInvalidSource, "no writing was recognised on the pictures of the PDF's pages",
          "scan it again, upright and at 300 dots per inch"};
}

}  // namespace

// PDF allows bytes before its mark: mail headers, a mark of order. A mark within a line is talk about
// PDF, one without a line before it a member of an archive.
bool is_pdf(std::string_view bytes) {
  constexpr std::size_t kMarkIsWithin = 1024;
  constexpr std::string_view kMark = "%PDF-";
  const std::size_t at = bytes.substr(0, kMarkIsWithin).find(kMark);
  if (at == std::string_view::npos || at + kMark.size() >= bytes.size()) return false;
  const char version = bytes[at + kMark.size()];
  if (version < '0' || version > '9') return false;
  return at == 0 || bytes[at - 1] == '\n' || bytes[at - 1] == '\r' ||
         bytes.substr(0, at) == "\xef\xbb\xbf";
}

void parse_pdf(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/pdf", Naming::kByPath);
  const Result<PdfFile> file = PdfFile::open(input.bytes);
  if (!file) return emitter.refuse(0, file.error());
  ReadPages read =
      input.recognised == nullptr ? read_pages(*file) : recognised_pages(*input.recognised);
  if (!read.has_text && input.recognised != nullptr) return emitter.refuse(0, nothing_recognised());
  if (!read.has_text) return sink.diagnostic(without_text(*file, read, input.bytes));
  warn_of_faults(emitter, *file, read);
  drop_running_lines(read.pages);
  const PdfMetadata metadata = metadata_of(*file);
  const PdfFront front = front_of(read.pages, metadata);
  Json keys = keys_of(front);
  keys["title"] = title_of(front, metadata, read.pages, input.path);
  keys["body"] = body_of(read.pages);
  emitter.emit(keys, {0, input.bytes});
}

void draw_pdf(const Input& input, const PictureSink& sink) {
  const Result<PdfFile> file = PdfFile::open(input.bytes);
  if (!file) return;
  const int count = std::min(file->page_count(), kMaxPages);
  for (int i = 0; i < count; ++i) {
    if (!sink(file->picture(i).value_or(std::string()))) return;
  }
}

}  // namespace isthmus::parsers

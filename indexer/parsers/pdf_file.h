// A PDF as pages of words with their places and sizes, and its metadata: the door of poppler.
//
// Shape: what a page shows is found by where it stands, so words keep their boxes; lines, columns
// and paragraphs are made of them in pdf_layout.h.
// Units: points, from the upper left corner of the page as it is shown.
// Errors: what poppler says on the way is kept and never printed.
// Threads: a file from one thread at a time; different files from different threads.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace isthmus::parsers {

struct PdfWord {
  std::string text;  // UTF-8, composed, ligatures as letters, never empty
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double size = 0;  // of the font, as shown
  bool is_bold = false;
  bool is_upright = true;  // runs from left to right
  bool has_space_after = false;
};

struct PdfPage {
  double width = 0;
  double height = 0;
  std::vector<PdfWord> words;  // in the order that poppler takes for that of reading
};

// More words on one page are not writing; laying them out would take minutes.
inline constexpr std::size_t kMaxPageWords = 50'000;

class PdfFile {
 public:
  // `bytes` must outlive the file. Errors: kInvalidSource when it is encrypted or no PDF at all.
  static Result<PdfFile> open(std::string_view bytes);
  PdfFile(PdfFile&&) noexcept;
  PdfFile& operator=(PdfFile&&) noexcept;
  ~PdfFile();

  int page_count() const;  // as the file claims
  // From 0; nothing when the file has no such page, or poppler fails on it.
  std::optional<PdfPage> page(int index) const;

  // The page as it is shown, as a grey PGM file of 300 dots per inch, or fewer where that would be
  // very large. Nothing when there is no such page, or poppler fails on it.
  std::optional<std::string> picture(int index) const;

  // An entry of the document's information: "Title", "Author"; empty when there is none.
  std::string information(const std::string& key) const;
  std::string metadata() const;  // XMP, as it stands

  // What poppler said of the file's structure; empty when it is sound.
  std::string damage() const;
  std::string complaint() const;  // the first of any kind

 private:
  struct State;
  explicit PdfFile(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace isthmus::parsers

// What the parsers of lightweight markup (AsciiDoc, reStructuredText, LaTeX, Textile, MediaWiki)
// share: a body that grows by headings, paragraphs, code and rows of tables, and keys beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/parsers/emit.h"

namespace isthmus::parsers {

// Links, roles and the like are looked for no further than this, so that a line of a million
// brackets costs no more than its length.
inline constexpr std::size_t kMaxInline = 2048;

class MarkupBody {
 public:
  // Its title becomes the record's when nothing else is.
  void heading(std::size_t level, std::string_view title);
  void line(std::string_view text);
  // An empty line, never two.
  void blank();
  void row(const std::vector<std::string>& cells);
  // Whole lines, as they stand.
  void code(std::string_view lines);

  const std::string& first_heading() const { return first_heading_; }
  // Without empty lines at the ends.
  std::string text() &&;

 private:
  std::string text_;
  std::string first_heading_;
};

// Reads the source's text as UTF-8; diagnoses what is wrong with it. False when it cannot be read.
bool read_markup(const Input& input, const Emitter& emitter, std::string& utf8);

// Emits the one record of a file. The title is the key's, else the first heading, else the file's
// name.
void emit_markup(const Input& input, const Emitter& emitter, Json keys, MarkupBody body);

// Every "old" as "new".
std::string replaced(std::string_view text, std::string_view old, std::string_view with);
// Takes marks off words: "*bold*" between blanks or punctuation is "bold".
std::string without_marks(std::string_view text, std::string_view marks);

}  // namespace isthmus::parsers

// The body of a document as it grows, in the form that all documents share: headings as "# " lines,
// list items as "- " lines, rows of tables as "a | b", pages and slides apart by form feeds.
//
// Takes valid UTF-8. Control characters, soft hyphens and byte order marks within are left out; what
// is blank leaves no trace. Not a Markdown writer: nothing is escaped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::parsers {

class BodyText {
 public:
  void heading(unsigned level, std::string_view text);  // from 1; deeper than 6 is 6
  void paragraph(std::string_view text);                // may have several lines
  void item(unsigned depth, std::string_view text);     // from 0
  void row(const std::vector<std::string>& cells);      // trailing empty cells are left out
  // What follows stands on the next page; the first page needs no call.
  void next_page();

  bool empty() const { return text_.empty(); }
  std::size_t size() const { return text_.size(); }
  // Whether a record can hold no more: time to stop reading.
  bool is_full() const;
  const std::string& text() const { return text_; }
  const std::string& first_heading() const { return first_heading_; }

 private:
  enum class Block : unsigned char { kNone, kParagraph, kItem, kRow };
  void append(Block block, std::string_view text);

  std::string text_;
  std::string first_heading_;
  Block last_ = Block::kNone;
};

// Line ends and tabs kept, other control characters, soft hyphens and byte order marks left out.
std::string clean_text(std::string_view text);
// clean_text() on one line: runs of white space as one blank, trimmed.
std::string one_line(std::string_view text);

}  // namespace isthmus::parsers

// Tagged bibliographic records, line by line, without the meaning of tags: RIS, and what exporters
// make of it. For ris.cc.
//
//   "TY  - JOUR"           RIS, in any number of blanks
//   "PMID- 123"            MEDLINE (.nbib)
//   "PT J", "   Majeed"    Web of Science: no hyphen, continued lines are indented
//   "%0 Journal Article"   EndNote, refer (CNKI, Wanfang)
//   "{Title}: …"           NoteExpress
//
// A line without a tag goes on with the value before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::parsers {

enum class TagStyle : std::uint8_t { kRis, kMedline, kWebOfScience, kEndNote, kNoteExpress };

struct TaggedField {
  std::string tag;                 // "AU", "%A", "Author"
  std::vector<std::string> lines;  // of the value, trimmed; the first may be empty
  // The value in one: lines joined by blanks.
  std::string text() const;
};

struct TaggedRecord {
  std::vector<TaggedField> fields;
  std::uint64_t line = 0;
  std::string_view bytes;
  bool is_closed = false;  // by its last tag
  TagStyle style = TagStyle::kRis;
};

// The style of the first tagged line; nothing when the beginning has none.
std::optional<TagStyle> tag_style(std::string_view text);

class TagReader {
 public:
  TagReader(std::string_view text, TagStyle style) : text_(text), style_(style) {}

  // The next record; nothing after the last. What stands between records is passed over.
  std::optional<TaggedRecord> next();

 private:
  std::string_view take_line();

  std::string_view text_;
  TagStyle style_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;  // of at_
};

}  // namespace isthmus::parsers

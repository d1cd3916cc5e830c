#include "indexer/parsers/ris_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

struct Tagged {
  std::string_view tag;
  std::string_view value;
};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_two_letter_tag(std::string_view line) {
  return line.size() >= 2 && is_capital(line[0]) && (is_capital(line[1]) || is_digit(line[1]));
}

// "TY  - JOUR", "TY -  BOOK", "ER  -".
std::optional<Tagged> ris_line(std::string_view line) {
  if (!is_two_letter_tag(line)) return std::nullopt;
  std::size_t at = 2;
  while (at < line.size() && is_blank(line[at])) ++at;
  if (at == 2 || at >= line.size() || line[at] != '-') return std::nullopt;
  if (at + 1 < line.size() && !is_blank(line[at + 1])) return std::nullopt;
  return Tagged{line.substr(0, 2), trimmed(line.substr(at + 1))};
}

// "PMID- 123", "TI  - …".
std::optional<Tagged> medline_line(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && at < 4 && (is_capital(line[at]) || is_digit(line[at]))) ++at;
  const std::string_view tag = line.substr(0, at);
  while (at < 4 && at < line.size() && line[at] == ' ') ++at;
  if (tag.size() < 2 || !is_capital(tag[0]) || at != 4 || line.substr(4, 1) != "-")
    return std::nullopt;
  return Tagged{tag, trimmed(line.substr(5))};
}

// "PT J", "ER".
std::optional<Tagged> web_of_science_line(std::string_view line) {
  if (!is_two_letter_tag(line) || (line.size() > 2 && !is_blank(line[2]))) return std::nullopt;
  return Tagged{line.substr(0, 2), trimmed(line.substr(2))};
}

std::optional<Tagged> endnote_line(std::string_view line) {
  if (line.size() < 2 || line[0] != '%' || (line.size() > 2 && !is_blank(line[2])))
    return std::nullopt;
  return Tagged{line.substr(0, 2), trimmed(line.substr(2))};
}

std::optional<Tagged> note_express_line(std::string_view line) {
  const std::size_t end = line.find("}:");
  constexpr std::size_t kLongestName = 60;
  if (!line.starts_with('{') || end == std::string_view::npos || end > kLongestName)
    return std::nullopt;
  return Tagged{line.substr(1, end - 1), trimmed(line.substr(end + 2))};
}

std::optional<Tagged> tagged_line(std::string_view line, TagStyle style) {
  switch (style) {
    case TagStyle::kRis:
      return ris_line(line);
    case TagStyle::kMedline:
      return medline_line(line);
    case TagStyle::kWebOfScience:
      return web_of_science_line(line);
    case TagStyle::kEndNote:
      return endnote_line(line);
    case TagStyle::kNoteExpress:
      return note_express_line(line);
  }
  return std::nullopt;
}

// The tag that begins a record, and the one that ends it ("" where nothing does).
struct Frame {
  std::string_view first;
  std::string_view last;
};
Frame frame_of(TagStyle style) {
  switch (style) {
    case TagStyle::kRis:
      return {"TY", "ER"};
    case TagStyle::kMedline:
      return {"PMID", ""};
    case TagStyle::kWebOfScience:
      return {"PT", "ER"};
    case TagStyle::kEndNote:
      return {"%0", ""};
    case TagStyle::kNoteExpress:
      return {"Reference Type", ""};
  }
  return {};
}

}  // namespace

std::string TaggedField::text() const {
  std::string out;
  for (const std::string& line : lines) {
    if (!out.empty() && !line.empty()) out += ' ';
    out += line;
  }
  return out;
}

std::optional<TagStyle> tag_style(std::string_view text) {
  constexpr std::array kStyles = {TagStyle::kRis, TagStyle::kMedline, TagStyle::kWebOfScience,
                                  TagStyle::kEndNote, TagStyle::kNoteExpress};
  constexpr std::size_t kLines = 60;  // of a heading before the first record
  for (std::size_t i = 0; i < kLines && !text.empty(); ++i) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    for (const TagStyle style : kStyles) {
      const std::optional<Tagged> tagged = tagged_line(trimmed(line), style);
      if (tagged && tagged->tag == frame_of(style).first && !tagged->value.empty()) return style;
    }
  }
  return std::nullopt;
}

std::string_view TagReader::take_line() {
  const std::string_view line = text_.substr(at_, text_.find('\n', at_) - at_);
  at_ = std::min(text_.size(), at_ + line.size() + 1);
  ++line_;
  return line;
}

std::optional<TaggedRecord> TagReader::next() {
  const Frame frame = frame_of(style_);
  std::optional<TaggedRecord> record;
  std::size_t begin = 0;
  while (at_ < text_.size()) {
    const std::size_t line_begin = at_;
    const std::uint64_t line_number = line_;
    const std::string_view line = take_line();
    std::optional<Tagged> tagged = tagged_line(line, style_);
    if (tagged && tagged->tag == frame.first) {
      if (record) {  // the record before has no end of its own
        at_ = line_begin;
        line_ = line_number;
        break;
      }
      record.emplace();
      record->line = line_number;
      record->style = style_;
      begin = line_begin;
    }
    if (!record) continue;
    if (tagged && tagged->tag == frame.last) {
      record->is_closed = true;
      break;
    }
    if (tagged) {
      record->fields.push_back({std::string(tagged->tag), {std::string(tagged->value)}});
    } else if (const std::string_view more = trimmed(line); !more.empty()) {
      record->fields.back().lines.emplace_back(more);
    }
  }
  if (record) {
    record->bytes = trimmed(text_.substr(begin, at_ - begin));
    record->is_closed = record->is_closed || frame.last.empty();
  }
  return record;
}

}  // namespace isthmus::parsers

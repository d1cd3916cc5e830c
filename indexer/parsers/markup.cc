#include "indexer/parsers/markup.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/parsers/source_text.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxLevel = 6;

bool is_word(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

void MarkupBody::heading(std::size_t level, std::string_view title) {
  const std::string plain = squeezed(title);
  if (plain.empty()) return;
  if (first_heading_.empty()) first_heading_ = plain;
  blank();
  text_ += std::string(std::clamp<std::size_t>(level, 1, kMaxLevel), '#') + " " + plain + "\n\n";
}

void MarkupBody::line(std::string_view text) {
  text_ += text;
  text_ += '\n';
}

void MarkupBody::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

void MarkupBody::row(const std::vector<std::string>& cells) {
  std::string joined;
  bool is_empty = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = squeezed(cells[i]);
    is_empty = is_empty && cell.empty();
    joined += (i == 0 ? "" : " | ") + cell;
  }
  if (!is_empty) line(joined);
}

void MarkupBody::code(std::string_view lines) {
  if (is_blank(lines)) return;
  blank();
  text_ += "```\n";
  text_ += lines;
  if (!lines.ends_with('\n')) text_ += '\n';
  text_ += "```\n\n";
}

std::string MarkupBody::text() && {
  const std::size_t end = text_.find_last_not_of(kBlankCharacters);
  text_.resize(end == std::string::npos ? 0 : end + 1);
  text_.erase(0, std::min(text_.find_first_not_of("\n"), text_.size()));
  return std::move(text_);
}

bool read_markup(const Input& input, const Emitter& emitter, std::string& utf8) {
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) {
    emitter.refuse(0, text.error());
    return false;
  }
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  utf8 = text->utf8();
  std::erase(utf8, '\0');
  return true;
}

void emit_markup(const Input& input, const Emitter& emitter, Json keys, MarkupBody body) {
  if (!keys.contains("title") || keys["title"].get_ref<const std::string&>().empty()) {
    keys["title"] =
        body.first_heading().empty() ? file_stem(input.path) : std::string(body.first_heading());
  }
  std::string text = std::move(body).text();
  if (text.empty() && !keys.contains("abstract"))
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the file holds no text"});
  if (!text.empty()) keys["body"] = std::move(text);
  emitter.emit(keys, {1, input.bytes});
}

std::string replaced(std::string_view text, std::string_view old, std::string_view with) {
  std::string out;
  for (std::size_t at = text.find(old); at != std::string_view::npos; at = text.find(old)) {
    out += text.substr(0, at);
    out += with;
    text.remove_prefix(at + old.size());
  }
  out += text;
  return out;
}

std::string without_marks(std::string_view text, std::string_view marks) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_mark = marks.find(c) != std::string_view::npos;
    const char before = i > 0 ? text[i - 1] : ' ';
    const char after = i + 1 < text.size() ? text[i + 1] : ' ';
    // One side of a mark is a word or another mark, the other is not: "2 * 3" and "a_b" keep theirs.
    const bool before_open = is_word(before) || marks.find(before) != std::string_view::npos;
    const bool after_open = is_word(after) || marks.find(after) != std::string_view::npos;
    const bool beside_blank = kBlankCharacters.find(before) != std::string_view::npos &&
                              kBlankCharacters.find(after) != std::string_view::npos;
    const bool is_within_word = is_word(before) && is_word(after) &&
                                static_cast<unsigned char>(before) < 0x80 &&
                                static_cast<unsigned char>(after) < 0x80;
    if (is_mark && !beside_blank && !is_within_word && (before_open || after_open)) continue;
    out += c;
  }
  return out;
}

}  // namespace isthmus::parsers

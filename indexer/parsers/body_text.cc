#include "indexer/parsers/body_text.h"

#include <algorithm>

#include "indexer/parsers/parser.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr unsigned kDeepestHeading = 6;
constexpr unsigned kDeepestItem = 8;  // deeper lists are indented no further
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kSoftHyphen = "\xc2\xad";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kLineSeparator = "\xe2\x80\xa8";

constexpr std::string_view kWideBlanks[] = {"\xc2\xa0", "\xe3\x80\x80"};  // no-break, ideographic

// Without blanks at both ends; nothing but wide blanks is nothing. (Those before words are an
// indent, which Chinese paragraphs begin with: it goes, too.)
std::string_view without_outer_blanks(std::string_view text) {
  while (true) {
    const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    text.remove_prefix(begin);
    const auto wide = std::find_if(std::begin(kWideBlanks), std::end(kWideBlanks),
                                   [&](std::string_view blank) { return text.starts_with(blank); });
    if (wide == std::end(kWideBlanks)) break;
    text.remove_prefix(wide->size());
  }
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (text.starts_with(kSoftHyphen)) {
      text.remove_prefix(kSoftHyphen.size());
    } else if (text.starts_with(kByteOrderMark)) {
      text.remove_prefix(kByteOrderMark.size());
    } else if (text.starts_with(kLineSeparator)) {
      out += '\n';
      text.remove_prefix(kLineSeparator.size());
    } else {
      const bool is_control = (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f;
      if (!is_control) out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string one_line(std::string_view text) { return squeezed(clean_text(text)); }

bool BodyText::is_full() const { return text_.size() > kMaxRecordBytes; }

// Paragraphs stand apart by an empty line, items and rows follow each other at once.
void BodyText::append(Block block, std::string_view text) {
  if (!text_.empty() && text_.back() != '\f')
    text_ += block == last_ && block != Block::kParagraph ? "\n" : "\n\n";
  text_ += text;
  last_ = block;
}

void BodyText::heading(unsigned level, std::string_view text) {
  const std::string line = one_line(text);
  if (line.empty()) return;
  if (first_heading_.empty()) first_heading_ = line;
  append(Block::kParagraph, std::string(std::clamp(level, 1U, kDeepestHeading), '#') + " " + line);
}

void BodyText::paragraph(std::string_view text) {
  const std::string clean = clean_text(text);
  const std::string_view words = without_outer_blanks(clean);
  if (!words.empty()) append(Block::kParagraph, words);
}

void BodyText::item(unsigned depth, std::string_view text) {
  const std::string line = one_line(text);
  if (line.empty()) return;
  append(Block::kItem,
         std::string(std::size_t{2} * std::min(depth, kDeepestItem), ' ') + "- " + line);
}

void BodyText::row(const std::vector<std::string>& cells) {
  std::string line;
  std::string gap;
  for (const std::string& cell : cells) {
    const std::string words = one_line(cell);
    if (!words.empty()) {
      line += gap + words;
      gap.clear();
    }
    gap += line.empty() ? "| " : " | ";
  }
  if (line.find_first_not_of("| ") != std::string::npos) append(Block::kRow, line);
}

void BodyText::next_page() {
  text_ += text_.empty() || text_.back() == '\f' ? "\f" : "\n\f";
  last_ = Block::kNone;
}

}  // namespace isthmus::parsers

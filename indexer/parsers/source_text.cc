#include "indexer/parsers/source_text.h"

#include <algorithm>

#include "engine/text/encoding.h"
#include "indexer/parsers/parser.h"

namespace isthmus::parsers {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::size_t kLongestCharacter = 4;

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  return bytes;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The length of the valid character at the front; 0 when there is none.
std::size_t character_length(std::string_view text) {
  for (std::size_t length = 1; length <= std::min(kLongestCharacter, text.size()); ++length) {
    if (text::is_valid_utf8(text.substr(0, length))) return length;
  }
  return 0;
}

// Calls visit(line) for each line without its end.
template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string replace_stray(std::string_view text, std::uint64_t& stray_bytes) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) {
      out += kReplacement;
      ++stray_bytes;
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace

bool is_mostly_utf8(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return false;
  std::uint64_t good = 0;
  std::uint64_t bad = 0;
  for_each_line(bytes, [&](std::string_view line) {
    if (is_ascii(line)) return;
    ++(text::is_valid_utf8(line) ? good : bad);
  });
  return good > bad;
}

Result<SourceText> SourceText::read(std::string_view bytes, std::string_view encoding) {
  if (bytes.size() > kMaxFileBytes)
    return Error{ErrorCode::kTooLarge, "the file is larger than 256 MB",
                 "split it into smaller files"};
  SourceText out;
  const bool has_zero = bytes.find('\0') != std::string_view::npos;
  if (encoding.empty() && !has_zero && text::is_valid_utf8(bytes)) {
    out.borrowed_ = without_mark(bytes);
    return out;
  }
  out.is_borrowed_ = false;
  if (encoding.empty() && is_mostly_utf8(bytes)) {
    out.owned_ = replace_stray(without_mark(bytes), out.stray_bytes_);
    return out;
  }
  text::DecodedText decoded = TRY(text::decode_text(bytes, encoding));
  out.owned_ = std::move(decoded.utf8);
  return out;
}

Result<std::string> decoded_lines(std::string bytes, std::string_view encoding) {
  if (encoding.empty() && is_mostly_utf8(bytes)) {
    bytes.erase(0, bytes.size() - without_mark(bytes).size());
    return bytes;
  }
  const SourceText text = TRY(SourceText::read(bytes, encoding));
  return std::string(text.utf8());
}

}  // namespace isthmus::parsers

#include "indexer/parsers/references.h"

#include <algorithm>
#include <charconv>

#include <libxml/HTMLparser.h>

#include "engine/text/utf8.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kLongest = 16;  // of a reference: the longest name of HTML 4 has 8 letters
constexpr char32_t kNoBreakSpace = 0xa0;

std::optional<char32_t> numbered(std::string_view number) {
  const bool is_hexadecimal = number.starts_with('x') || number.starts_with('X');
  if (is_hexadecimal) number.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), value,
                                            is_hexadecimal ? 16 : 10);
  if (fault != std::errc() || end != number.data() + number.size()) return std::nullopt;
  if (value < 0x20 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return std::nullopt;
  return value;
}

std::optional<char32_t> named(const std::string& name) {
  if (name == "apos") return U'\'';
  const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()));
  if (entity == nullptr) return std::nullopt;
  return entity->value;
}

}  // namespace

std::optional<CharacterReference> reference_at_begin(std::string_view text) {
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (!text.starts_with('&') || end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  const std::optional<char32_t> character =
      name[0] == '#' ? numbered(name.substr(1)) : named(std::string(name));
  if (!character) return std::nullopt;
  return CharacterReference{*character, end + 1};
}

std::size_t append_reference(std::string_view text, std::string& out) {
  const std::optional<CharacterReference> reference = reference_at_begin(text);
  if (!reference) return 0;
  text::append_utf8(out, reference->character == kNoBreakSpace ? U' ' : reference->character);
  return reference->length;
}

std::string decode_references(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) return out;
    const std::size_t length = append_reference(text, out);
    if (length == 0) out += '&';
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

}  // namespace isthmus::parsers

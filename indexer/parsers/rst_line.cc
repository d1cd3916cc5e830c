#include "indexer/parsers/rst_line.h"

#include <algorithm>

#include "engine/text/utf8.h"
#include "indexer/parsers/markup.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

bool is_wide(char32_t value) {
  return (value >= 0x1100 && value < 0x1160) || (value >= 0x2E80 && value < 0xD7A4) ||
         (value >= 0xF900 && value < 0xFB00) || (value >= 0xFF00 && value < 0xFF61) ||
         value >= 0x20000;
}

// "text" of "text <target>".
std::string_view shown_part(std::string_view inside) {
  const std::size_t open = inside.rfind('<');
  if (open == std::string_view::npos || open == 0 || !inside.ends_with('>')) return inside;
  return trimmed(inside.substr(0, open));
}

// Takes off what stands before a role's text: ":ref:" and ":math:".
void drop_role(std::string& out) {
  if (!out.ends_with(':')) return;
  constexpr std::size_t kLongestRole = 60;
  std::size_t at = out.size() - 1;
  while (at > 0 && out.size() - at < kLongestRole &&
         (is_letter(out[at - 1]) || is_digit(out[at - 1]) || out[at - 1] == '-' ||
          out[at - 1] == ':' || out[at - 1] == '.'))
    --at;
  if (at + 1 < out.size() && out[at] == ':') out.resize(at);
}

}  // namespace

std::string columns_of(std::string_view line, std::size_t from, std::size_t to) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size() && column < to;) {
    const text::DecodedCodePoint decoded = text::decode_code_point(line, i);
    if (column >= from) out += line.substr(i, decoded.length);
    column += is_wide(decoded.value) ? 2 : 1;
    i += decoded.length;
  }
  return out;
}

std::string rst_text(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const std::size_t at = std::min(line.find('`'), line.size());
    out += without_marks(line.substr(0, at), "*");
    line.remove_prefix(at);
    if (line.empty()) break;
    const bool is_literal = line.starts_with("``");
    const std::size_t begin = is_literal ? 2 : 1;
    const std::size_t end = line.find(is_literal ? "``" : "`", begin);
    if (end == std::string_view::npos) {
      out += line;
      break;
    }
    drop_role(out);
    const std::string_view inside = line.substr(begin, end - begin);
    out += is_literal ? inside : shown_part(inside);
    line.remove_prefix(end + begin);
    while (!is_literal && line.starts_with('_')) line.remove_prefix(1);
  }
  return out;
}

}  // namespace isthmus::parsers

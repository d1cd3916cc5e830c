// Character references as HTML has them: "&amp;", "&ndash;", "&#8211;", "&#x2013;".
//
// Source: the names of HTML 4, from libxml2's table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace isthmus::parsers {

// A reference at the beginning of a text.
struct CharacterReference {
  char32_t character = 0;
  std::size_t length = 0;  // with & and ;
};
// Nothing when the text begins with none, or with one of a character that no text may hold.
std::optional<CharacterReference> reference_at_begin(std::string_view text);

// The text with its references replaced, the space that does not break by one that does. What is no
// reference stays.
std::string decode_references(std::string_view text);

// Appends what the reference at the beginning of the text stands for; its length, 0 for none.
std::size_t append_reference(std::string_view text, std::string& out);

}  // namespace isthmus::parsers

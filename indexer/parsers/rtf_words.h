// The control words of RTF that are known by their name alone.
//
// Source: Rich Text Format Specification 1.9.1.
#pragma once

#include <string_view>

namespace isthmus::parsers {

// Is it a destination that holds no text of the document?
bool is_without_text(std::string_view word);
// Is it a destination that is marked as optional and holds text of the document all the same?
bool is_optional_text(std::string_view word);
// What the word stands for ("emdash": "—"); empty when it is no character.
std::string_view character_of(std::string_view word);

}  // namespace isthmus::parsers

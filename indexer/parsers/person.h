// Names of people as formats have them, in the order in which they are spoken.
//
// Not a judge of who is a person: what does not look like "Family, Given" stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace isthmus::parsers {

// "Dubey, Abhishek" -> "Abhishek Dubey"; "King, Martin Luther, Jr." -> "Martin Luther King, Jr.";
// "张, 三" and "张 三" -> "张三". Names of organisations with a comma stay.
std::string person_name(std::string_view text);
// From parts; any may be empty. Chinese, Japanese and Korean names are written family first.
std::string person_name(std::string_view given, std::string_view family,
                        std::string_view suffix = {});

// Han, Kana or Hangul throughout, blanks aside.
bool is_han(std::string_view text);

}  // namespace isthmus::parsers

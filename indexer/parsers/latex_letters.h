// Letters, signs and marks that TeX writes as commands: "\ss", "\ldots", "\"o".
#pragma once

#include <string>
#include <string_view>

namespace isthmus::parsers {

// What the command stands for ("ss": "ß"); empty when it is no letter or sign.
std::string_view letter_named(std::string_view command);
// The combining character of an accent command ("\"", "c"); empty when it is none.
std::string_view combining_mark(std::string_view command);
// A base letter with its mark; as one character where Unicode has it.
std::string accented(std::string_view base, std::string_view mark);

}  // namespace isthmus::parsers

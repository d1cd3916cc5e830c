// LaTeX as it stands in bibliographies, as plain Unicode text. Not a LaTeX interpreter: accents,
// symbols, quotes and dashes are translated, commands of form leave their argument, braces go, and
// mathematics between dollars stays as it is written.
#pragma once

#include <string>
#include <string_view>

namespace isthmus::parsers {

// {\"u} \'{e} \v{s} \ss \o \textit{…} -- `` ~ \& as ü é š ß ø … – “ blank &. A command that is not
// known and has no argument stays as it is written. Linear in time.
std::string text_of_latex(std::string_view latex);

// For addresses and numbers: braces and the backslashes before signs go, and nothing else.
std::string literal_of_latex(std::string_view latex);

}  // namespace isthmus::parsers

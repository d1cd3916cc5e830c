// Which encoding a piece of RTF is in: fonts and documents say it as Windows character sets and code
// pages. Microsoft RTF Specification 1.9.1, "Font Table", "Character Set".
#pragma once

#include <string>
#include <string_view>

namespace isthmus::parsers {

inline constexpr int kWesternCodePage = 1252;
inline constexpr int kSymbolCodePage = 42;  // bytes name pictures of a font, not characters

// Of \fcharset; 0 when it leaves the choice to the document.
int code_page_of_charset(int charset);

// The bytes as UTF-8. In a document of a double-byte page Western fonts hold such bytes, too: what
// is no text in `code_page` is tried as Western. Symbols give nothing.
std::string decode_code_page(std::string_view bytes, int code_page);

}  // namespace isthmus::parsers

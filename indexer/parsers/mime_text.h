// The encodings within messages: base64, quoted-printable, encoded words, parameters in pieces,
// character sets, flowed text. Wrong input gives what can be read of it; nothing fails.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace isthmus::parsers {

std::string decode_base64(std::string_view text);
std::string decode_quoted_printable(std::string_view text);

// UTF-8, of bytes in a charset that may be missing or wrong.
std::string decode_charset(std::string_view bytes, std::string_view charset);

// Parameters as RFC 2231 writes them ("name*0*=utf-8''%E8%BD%B4", "name*1=…") under their plain
// names, as UTF-8.
std::map<std::string, std::string> joined_parameters(const std::map<std::string, std::string>& raw);

// Paragraphs of format=flowed on one line each.
std::string unflowed(std::string_view text, bool deletes_blank);

}  // namespace isthmus::parsers

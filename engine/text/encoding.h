// Bytes of unknown encoding to UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::text {

struct DecodedText {
  std::string utf8;      // without byte order mark
  std::string encoding;  // IANA name of what it was: "UTF-8", "GB18030", "Big5", "UTF-16LE"
};

// A byte order mark decides, then valid UTF-8, then UTF-16 without mark (by its zero bytes), then
// UTF-8 with at most one broken byte in a thousand (read as U+FFFD), then `declared` (may be
// empty), then uchardet's guess and the usual Chinese and Western encodings; of these the first
// that decodes without an error to plausible characters. GB2312 and GBK are read as GB18030, ISO
// 8859-1 as windows-1252.
//
// Errors: kInvalidSource when no encoding fits or the bytes are binary.
Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared = {});

// The bytes as `encoding` and nothing else, for formats that state it reliably. Nothing when the
// name is unknown or a byte does not fit.
std::optional<std::string> decode_as(std::string_view bytes, std::string_view encoding);

bool is_valid_utf8(std::string_view bytes);

}  // namespace isthmus::text

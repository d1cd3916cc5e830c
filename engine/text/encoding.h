// Bytes of unknown encoding to UTF-8.
#pragma once

#include <cstdint>
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

// What becomes of bytes that are none of the encoding's.
enum class Unfit : std::uint8_t { kRefuse, kReplace };

// The bytes in a named encoding ("GB18030", "windows-1250"), for formats that say of each piece of
// text how it is encoded; what is unsure belongs to decode_text(). Nothing when the encoding is
// unknown, or when bytes do not fit and are to be refused; otherwise U+FFFD stands for them.
std::optional<std::string> decode_as(std::string_view bytes, std::string_view encoding,
                                     Unfit unfit);

bool is_valid_utf8(std::string_view bytes);

}  // namespace isthmus::text

// The tokens of RTF. What they mean is the business of rtf_text.h. Microsoft RTF Specification 1.9.1.
//
//   token := '{' | '}' | '\' letter{1,32} number? ' '? | '\' symbol | "\'" hex hex | byte
//
// Bytes after \bin are passed over here. Line ends are no bytes; one after a backslash is the word
// "par", as in the specification.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace isthmus::parsers {

struct RtfToken {
  enum class Kind : std::uint8_t { kOpen, kClose, kWord, kSymbol, kByte, kEnd };
  Kind kind = Kind::kEnd;
  std::string_view word = {};      // of a kWord
  std::optional<int> number = {};  // of a kWord
  char byte = 0;                   // of a kByte, a kSymbol
  bool is_hex = false;             // the byte was written as \'xx
};

class RtfReader {
 public:
  explicit RtfReader(std::string_view bytes) : bytes_(bytes) {}

  RtfToken next();

 private:
  RtfToken control();
  RtfToken word();
  RtfToken hex_byte();
  std::optional<int> number();

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace isthmus::parsers

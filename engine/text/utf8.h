// UTF-8 read and written by the code point, for the analysis of text; not a validator of files
// (encoding.h is).
//
// Errors: a byte that begins no well-formed sequence reads as U+FFFD of length one, so reading
// always moves on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus::text {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct DecodedCodePoint {
  char32_t value = kReplacementCharacter;
  std::uint32_t length = 1;  // bytes read, at least one
  bool is_valid = false;
};

namespace utf8_detail {

inline std::uint32_t byte_at(std::string_view text, std::size_t position) {
  return static_cast<unsigned char>(text[position]);
}

// The payload of the continuation byte at `position`, or more than 0x3F when there is none.
inline std::uint32_t continuation(std::string_view text, std::size_t position) {
  if (position >= text.size()) return 0x100;
  return byte_at(text, position) ^ 0x80U;
}

}  // namespace utf8_detail

// Reads the code point at `position`, which is less than text.size().
inline DecodedCodePoint decode_code_point(std::string_view text, std::size_t position) {
  using utf8_detail::continuation;
  const std::uint32_t lead = utf8_detail::byte_at(text, position);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::uint32_t second = continuation(text, position + 1);
  if (second > 0x3F) return {};
  if (lead < 0xE0) return {((lead & 0x1FU) << 6U) | second, 2, true};
  const std::uint32_t third = continuation(text, position + 2);
  if (third > 0x3F) return {};
  if (lead < 0xF0) {
    const std::uint32_t value = ((lead & 0x0FU) << 12U) | (second << 6U) | third;
    if (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, 3, true};
  }
  const std::uint32_t fourth = continuation(text, position + 3);
  if (fourth > 0x3F) return {};
  const std::uint32_t value = ((lead & 0x07U) << 18U) | (second << 12U) | (third << 6U) | fourth;
  if (value < 0x10000 || value > 0x10FFFF) return {};
  return {value, 4, true};
}

inline void append_utf8(std::string& out, char32_t value) {
  const auto push = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    push(value);
  } else if (value < 0x800) {
    push(0xC0U | (value >> 6U));
    push(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    push(0xE0U | (value >> 12U));
    push(0x80U | ((value >> 6U) & 0x3FU));
    push(0x80U | (value & 0x3FU));
  } else {
    push(0xF0U | (value >> 18U));
    push(0x80U | ((value >> 12U) & 0x3FU));
    push(0x80U | ((value >> 6U) & 0x3FU));
    push(0x80U | (value & 0x3FU));
  }
}

}  // namespace isthmus::text

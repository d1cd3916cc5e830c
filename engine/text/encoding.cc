#include "engine/text/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <uchardet/uchardet.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

constexpr std::size_t kGuessedBytes = std::size_t{1} << 20U;  // more do not change uchardet's mind
// Fewer bytes beyond ASCII tell nothing about a single-byte encoding.
constexpr std::ptrdiff_t kTellingBytes = 12;
// One broken byte in a thousand is damage to a text; more means another encoding, or no text.
constexpr std::size_t kDamageShare = 1000;

constexpr std::size_t kMaxNameLength = 60;  // of an encoding

struct ByteOrderMark {
  std::string_view bytes;
  std::string_view encoding;
};

// Longer marks first: that of UTF-32LE begins with that of UTF-16LE.
constexpr std::array<ByteOrderMark, 6> kByteOrderMarks = {{
    {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
    {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
    {"\xEF\xBB\xBF", "UTF-8"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
    {"\x84\x31\x95\x33", "GB18030"},
}};

Error not_text(std::string message, std::string hint) {
  return {ErrorCode::kInvalidSource, std::move(message), std::move(hint)};
}

// Control characters that plain text does not hold.
bool is_binary_control(char32_t value) {
  return value < 0x20 && value != '\t' && value != '\n' && value != '\r' && value != '\f' &&
         value != '\v' && value != '\b' && value != 0x1B && value != 0x1A;
}

// A text may hold a stray control character (form feeds, old exports), not many.
bool looks_binary(std::string_view utf8) {
  const auto controls = std::count_if(utf8.begin(), utf8.end(), [](char byte) {
    return is_binary_control(static_cast<unsigned char>(byte));
  });
  return static_cast<std::size_t>(controls) * 100 > utf8.size() + 100;
}

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

// What is written as a subset is often its superset.
std::string superset_of(std::string_view encoding) {
  std::string name;
  for (const char c : encoding.substr(0, kMaxNameLength)) {
    const auto byte = static_cast<unsigned char>(c);
    // Names come from strangers, and ICU looks for files by them: letters, digits and a little
    // punctuation only.
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == ':') {
      name.push_back(static_cast<char>(std::toupper(byte)));
    }
  }
  for (const std::string_view subset : {"GB2312", "GBK", "GB_2312-80", "CP936", "EUC-CN", "GB-2312",
                                        "WINDOWS-936", "X-GBK", "MS936", "CSGB2312"}) {
    if (name == subset) return "GB18030";
  }
  if (name == "BIG5" || name == "BIG-5" || name == "CP950") return "Big5";
  if (name == "ISO-8859-1" || name == "LATIN1" || name == "US-ASCII") return "windows-1252";
  if (name == "UHC" || name == "EUC-KR" || name == "KS_C_5601-1987") return "EUC-KR";
  if (name == "SHIFT_JIS" || name == "SJIS" || name == "CP932") return "Shift_JIS";
  if (name.starts_with("WINDOWS-")) return "windows-" + name.substr(8);
  return name;
}

// The superset that ICU is asked for where it knows one under another name.
const char* converter_name(const std::string& encoding) {
  if (encoding == "Big5") return "Big5-HKSCS";
  if (encoding == "EUC-KR") return "windows-949";
  if (encoding == "Shift_JIS") return "windows-31j";
  return encoding.c_str();
}

// The bytes in `encoding` as UTF-8; nothing when it is unknown or, with kRefuse, when one byte does
// not fit.
std::optional<std::string> convert(std::string_view bytes, const std::string& encoding,
                                   Unfit unfit = Unfit::kRefuse) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(converter_name(encoding), &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(
      converter.get(),
      unfit == Unfit::kRefuse ? UCNV_TO_U_CALLBACK_STOP : UCNV_TO_U_CALLBACK_SUBSTITUTE, nullptr,
      nullptr, nullptr, &status);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  std::vector<UChar> units(std::min<std::size_t>(bytes.size() + 16, 1U << 16U));
  std::string utf8;
  icu::UnicodeString pending;  // a surrogate pair may straddle two rounds
  for (bool more = true; more;) {
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, source_end,
                   nullptr, true, &status);
    more = status == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(status) && !more) return std::nullopt;
    pending.append(units.data(), static_cast<std::int32_t>(target - units.data()));
    const bool splits_pair =
        more && !pending.isEmpty() && U16_IS_LEAD(pending.charAt(pending.length() - 1));
    const std::int32_t ready = pending.length() - (splits_pair ? 1 : 0);
    pending.tempSubString(0, ready).toUTF8String(utf8);
    pending.remove(0, ready);
  }
  return utf8;
}

// How UTF-16 without a mark shows: ASCII characters have their zero byte always on the same side.
// Chinese text in UTF-16 has such at line ends and digits only, but is no valid UTF-8; what is
// valid UTF-8 needs zeros in every other character.
std::string utf16_by_zeros(std::string_view bytes, bool is_utf8) {
  if (bytes.size() < 4 || bytes.size() % 2 != 0) return {};
  const std::size_t inspected = std::min<std::size_t>(bytes.size(), 4096);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < inspected; ++i) {
    if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  const std::size_t least = is_utf8 ? inspected / 4 : std::max<std::size_t>(1, inspected / 200);
  if (odd >= least && even * 16 <= odd) return "UTF-16LE";
  if (even >= least && odd * 16 <= even) return "UTF-16BE";
  return {};
}

struct DetectorCloser {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

// The door to uchardet: its best guess, empty for none.
std::string guess_encoding(std::string_view bytes) {
  const std::unique_ptr<uchardet, DetectorCloser> detector(uchardet_new());
  const std::string_view sample = bytes.substr(0, kGuessedBytes);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// Decoding "succeeds" in many wrong encodings; texts have no private characters, C1 controls or
// unassigned code points.
bool is_plausible(std::string_view utf8) {
  std::size_t odd = 0;
  std::size_t beyond_ascii = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const DecodedCodePoint decoded = decode_code_point(utf8, i);
    i += decoded.length;
    if (decoded.value < 0x80) continue;
    ++beyond_ascii;
    const auto type = u_charType(static_cast<UChar32>(decoded.value));
    if (type == U_PRIVATE_USE_CHAR || type == U_UNASSIGNED || type == U_CONTROL_CHAR) ++odd;
  }
  return odd * 20 <= beyond_ascii;
}

// Are nearly all bytes beyond ASCII pairs of common simplified characters or full-width
// punctuation? Then even a text too short for statistics is GB18030.
bool is_common_gb(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t common = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) continue;
    if (i + 1 == bytes.size()) return false;
    const auto trail = static_cast<unsigned char>(bytes[++i]);
    if (trail < 0x40) return false;
    ++pairs;
    const bool is_level_one = lead >= 0xB0 && lead <= 0xD7;
    const bool is_punctuation = lead == 0xA1 || lead == 0xA3;
    if (trail >= 0xA1 && (is_level_one || is_punctuation)) ++common;
  }
  return pairs > 0 && common * 10 >= pairs * 9;
}

// Are all bytes beyond ASCII pairs of Shift-JIS's punctuation, kana and common characters? No
// character of GB 2312 begins so; what else would is rare. Quotation marks of windows-1252 do, but
// with ASCII after them.
bool is_common_shift_jis(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t beyond_ascii = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) continue;
    if (i + 1 == bytes.size()) return false;
    const auto trail = static_cast<unsigned char>(bytes[++i]);
    const bool is_common = (lead >= 0x81 && lead <= 0x83) || (lead >= 0x88 && lead <= 0x97);
    if (!is_common || trail < 0x40 || trail == 0x7F || trail > 0xFC) return false;
    ++pairs;
    if (trail >= 0x80) ++beyond_ascii;
  }
  return pairs >= 2 && beyond_ascii * 2 >= pairs;
}

bool is_east_asian(std::string_view guess) {
  return guess == "GB18030" || guess == "Big5" || guess == "EUC-TW" || guess == "EUC-KR" ||
         guess == "EUC-JP" || guess == "Shift_JIS";
}

std::vector<std::string> candidates(std::string_view bytes, std::string_view declared) {
  std::vector<std::string> names;
  if (!declared.empty()) names.push_back(superset_of(declared));
  const std::string guess = superset_of(guess_encoding(bytes));
  if (!is_east_asian(guess) && is_common_gb(bytes)) names.emplace_back("GB18030");
  if (!is_east_asian(guess) && is_common_shift_jis(bytes)) names.emplace_back("Shift_JIS");
  const auto beyond_ascii = std::count_if(bytes.begin(), bytes.end(), [](char byte) {
    return static_cast<unsigned char>(byte) >= 0x80;
  });
  if (!is_east_asian(guess) && beyond_ascii < kTellingBytes) names.emplace_back("windows-1252");
  if (!guess.empty()) names.push_back(guess);
  for (const char* usual : {"GB18030", "Big5", "windows-1252"}) names.emplace_back(usual);
  return names;
}

// UTF-8 with a few broken bytes, each as U+FFFD.
std::optional<std::string> repair_utf8(std::string_view bytes) {
  std::string repaired;
  std::size_t broken = 0;
  std::size_t sequences = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const DecodedCodePoint decoded = decode_code_point(bytes, i);
    if (!decoded.is_valid) ++broken;
    if (decoded.length > 1) ++sequences;
    append_utf8(repaired, decoded.value);
    i += decoded.length;
  }
  if (broken == 0 || sequences < broken * 10 || broken * kDamageShare > bytes.size() + kDamageShare)
    return std::nullopt;
  return repaired;
}

Result<DecodedText> decode_marked(std::string_view bytes, const ByteOrderMark& mark) {
  const std::string_view rest = bytes.substr(mark.bytes.size());
  const std::string name(mark.encoding);
  if (mark.encoding == "UTF-8") {
    if (is_valid_utf8(rest)) return DecodedText{std::string(rest), name};
    if (auto repaired = repair_utf8(rest)) return DecodedText{*std::move(repaired), name};
  } else if (auto utf8 = convert(rest, name)) {
    return DecodedText{*std::move(utf8), name};
  }
  return not_text("The byte order mark says " + name + ", but the bytes after it are not.",
                  "Save the file again as UTF-8.");
}

Result<DecodedText> decode_unmarked(std::string_view bytes, std::string_view declared) {
  for (const std::string& name : candidates(bytes, declared)) {
    auto utf8 = convert(bytes, name);
    if (utf8 && is_plausible(*utf8)) return DecodedText{*std::move(utf8), name};
  }
  return not_text("The text is in no encoding that fits all its bytes.",
                  "Save it as UTF-8, or say what its encoding is.");
}

// ISO 2022 is ASCII with escape sequences.
DecodedText decode_escaped(std::string_view bytes, std::string_view declared) {
  const std::string name = superset_of(declared.empty() ? guess_encoding(bytes) : declared);
  auto utf8 = name.starts_with("ISO-2022") ? convert(bytes, name) : std::nullopt;
  return utf8 ? DecodedText{*std::move(utf8), name} : DecodedText{std::string(bytes), "UTF-8"};
}

Result<DecodedText> decode_bytes(std::string_view bytes, std::string_view declared) {
  for (const ByteOrderMark& mark : kByteOrderMarks) {
    if (bytes.starts_with(mark.bytes)) return decode_marked(bytes, mark);
  }
  const bool is_utf8 = is_valid_utf8(bytes);
  const bool has_zero = bytes.find('\0') != std::string_view::npos;
  const bool has_escape = bytes.find('\x1B') != std::string_view::npos;
  if (is_utf8 && has_escape) return decode_escaped(bytes, declared);
  if (is_utf8 && !has_zero) return DecodedText{std::string(bytes), "UTF-8"};
  if (const std::string name = utf16_by_zeros(bytes, is_utf8); !name.empty()) {
    auto utf8 = convert(bytes, name);
    if (utf8 && is_plausible(*utf8)) return DecodedText{*std::move(utf8), name};
  }
  if (is_utf8) return DecodedText{std::string(bytes), "UTF-8"};
  if (auto repaired = repair_utf8(bytes)) return DecodedText{*std::move(repaired), "UTF-8"};
  return decode_unmarked(bytes, declared);
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared) {
  DecodedText decoded = TRY(decode_bytes(bytes, declared));
  if (looks_binary(decoded.utf8)) {
    return not_text("The bytes are binary, not text: they hold many control characters.",
                    "Give the file in a format that Isthmus reads.");
  }
  return decoded;
}

std::optional<std::string> decode_as(std::string_view bytes, std::string_view encoding,
                                     Unfit unfit) {
  const std::string name = superset_of(encoding);
  if (name.empty()) return std::nullopt;
  return convert(bytes, name, unfit);
}

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const DecodedCodePoint decoded = decode_code_point(bytes, i);
    if (!decoded.is_valid) return false;
    i += decoded.length;
  }
  return true;
}

}  // namespace isthmus::text

#include "indexer/parsers/mime_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "engine/text/encoding.h"
#include "engine/text/utf8.h"
#include "indexer/parsers/mime.h"
#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  const char low = lower_letter(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// The byte that two digits at `at` give; nothing when there are none.
std::optional<char> byte_at(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return std::nullopt;
  const int high = hexadecimal(text[at]);
  const int low = hexadecimal(text[at + 1]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

std::string without_escapes(std::string_view text, char escape) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<char> byte = text[i] == escape ? byte_at(text, i + 1) : std::nullopt;
    out += byte.value_or(text[i]);
    if (byte) i += 2;
  }
  return out;
}

// Any bytes as UTF-8.
std::string repaired(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const text::DecodedCodePoint decoded = text::decode_code_point(bytes, i);
    if (decoded.value != 0) text::append_utf8(out, decoded.value);
    i += decoded.length;
  }
  return out;
}

// Multi-byte sets, whose bytes may look like UTF-8 or ASCII by chance: here the label is believed
// first.
bool is_telling(std::string_view charset) {
  constexpr std::array<std::string_view, 11> kBeginnings = {
      "gb", "big5", "shift", "sjis", "euc", "iso-2022", "ks_c", "cp9", "windows-9", "hz", "utf-7"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) {
    return begins_with_word(charset, beginning);
  });
}

// The standard allows 75; some programs write whole subjects.
constexpr std::size_t kMaxEncodedWord = 2000;
constexpr std::size_t kMaxWordsBytes = 64 << 10;  // of one field

// "=?charset?B?…?=" at the front of some text.
struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t length = 0;  // of its writing; 0: there is none
};

EncodedWord encoded_word(std::string_view text) {
  text = text.substr(0, kMaxEncodedWord);
  const std::size_t first = text.find('?', 2);
  if (first == std::string_view::npos || first > 60 || first + 3 >= text.size() ||
      text[first + 2] != '?')
    return {};
  const std::size_t end = text.find("?=", first + 3);
  if (end == std::string_view::npos) return {};
  const char form = lower_letter(text[first + 1]);
  std::string_view charset = text.substr(2, first - 2);
  charset = charset.substr(0, charset.find('*'));  // RFC 2231 adds a language
  const std::string_view coded = text.substr(first + 3, end - first - 3);
  if (form == 'b') return {lower_case(charset), decode_base64(coded), end + 2};
  if (form != 'q') return {};
  std::string plain(coded);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return {lower_case(charset), without_escapes(plain, '='), end + 2};
}

}  // namespace

std::string decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    std::uint32_t digit = 0;
    if (c >= 'A' && c <= 'Z') {
      digit = static_cast<std::uint32_t>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      digit = static_cast<std::uint32_t>(c - 'a' + 26);
    } else if (is_digit(c)) {
      digit = static_cast<std::uint32_t>(c - '0' + 52);
    } else if (c == '+' || c == '/') {
      digit = c == '+' ? 62 : 63;
    } else {
      if (c == '=') count = 0;  // several base64 texts one after the other
      continue;
    }
    bits = (bits << 6U) | digit;
    if (++count % 4 == 0) count = 0;
    if (count != 1) {
      const unsigned shift = count == 2 ? 4 : count == 3 ? 2 : 0;
      out += static_cast<char>((bits >> shift) & 0xffU);
    }
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string joined;
  while (!text.empty()) {
    const bool has_end = text.find('\n') != std::string_view::npos;
    std::string_view line = take_line(text);
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    const bool goes_on = line.ends_with('=');
    if (goes_on) line.remove_suffix(1);
    joined += line;
    if (has_end && !goes_on) joined += '\n';
  }
  return without_escapes(joined, '=');
}

std::string decode_charset(std::string_view bytes, std::string_view charset) {
  if (is_telling(charset)) {
    const bool is_hz = begins_with_word(charset, "hz");
    if (auto decoded = text::decode_as(bytes, is_hz ? "HZ" : charset, text::Unfit::kRefuse))
      return repaired(*decoded);
  }
  const Result<text::DecodedText> decoded = text::decode_text(bytes, charset);
  return repaired(decoded ? std::string_view(decoded->utf8) : bytes);
}

std::map<std::string, std::string> joined_parameters(
    const std::map<std::string, std::string>& raw) {
  struct Pieces {
    std::map<unsigned, std::string> bytes;
    std::string charset;
  };
  std::map<std::string, std::string> plain;
  std::map<std::string, Pieces> pieces;
  for (const auto& [name, value] : raw) {
    const std::size_t star = name.find('*');
    if (star == std::string::npos) {
      plain.emplace(name, decode_charset(value, {}));
      continue;
    }
    unsigned number = 0;
    for (std::size_t i = star + 1; i < name.size() && is_digit(name[i]) && number < 1000; ++i)
      number = number * 10 + static_cast<unsigned>(name[i] - '0');
    Pieces& of_name = pieces[name.substr(0, star)];
    std::string_view coded = value;
    const bool is_coded = name.ends_with('*');
    const std::size_t first = coded.find('\'');
    const std::size_t second = first == std::string::npos ? first : coded.find('\'', first + 1);
    if (is_coded && number == 0 && second != std::string::npos) {
      of_name.charset = coded.substr(0, first);
      coded.remove_prefix(second + 1);
    }
    of_name.bytes[number] = is_coded ? without_escapes(coded, '%') : std::string(coded);
  }
  for (const auto& [name, of_name] : pieces) {
    std::string bytes;
    for (const auto& [number, piece] : of_name.bytes) bytes += piece;
    plain[name] = decode_charset(bytes, of_name.charset);
  }
  return plain;
}

std::string unflowed(std::string_view text, bool deletes_blank) {
  std::string out;
  std::size_t open_depth = 0;
  bool is_open = false;  // the last line goes on
  while (!text.empty()) {
    std::string_view line = take_line(text);
    const std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
    std::string_view words = line.substr(depth);
    if (words.starts_with(' ')) words.remove_prefix(1);
    const bool is_signature = words == "-- ";
    if (is_open && (depth != open_depth || is_signature)) {
      out += '\n';
      is_open = false;
    }
    if (!is_open) out += std::string(depth, '>') + (depth > 0 ? " " : "");
    const bool goes_on = words.ends_with(' ') && !is_signature;
    if (goes_on && deletes_blank) words.remove_suffix(1);
    out += words;
    if (!goes_on) out += '\n';
    is_open = goes_on;
    open_depth = depth;
  }
  return out;
}

std::string decode_words(std::string_view value) {
  value = value.substr(0, kMaxWordsBytes);
  std::string out;
  std::string bytes;  // of neighbouring words: a character may be split between them
  std::string charset;
  std::string_view gap;  // blanks after a word, which count only before other text
  const auto flush = [&] {
    if (!bytes.empty()) out += decode_charset(bytes, charset);
    bytes.clear();
  };
  while (!value.empty()) {
    const EncodedWord word = value.starts_with("=?") ? encoded_word(value) : EncodedWord{};
    if (word.length > 0) {
      if (word.charset != charset) flush();
      charset = word.charset;
      bytes += word.bytes;
      value.remove_prefix(word.length);
      const std::size_t blanks = std::min(value.find_first_not_of(kBlankCharacters), value.size());
      gap = value.substr(0, blanks);
      value.remove_prefix(blanks);
      continue;
    }
    flush();
    out += gap;
    gap = {};
    const std::size_t next = std::min(value.find("=?", 1), value.size());
    out += decode_charset(value.substr(0, next), {});
    value.remove_prefix(next);
  }
  flush();
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c >= 0 && c < 0x20; }, ' ');
  return std::string(trimmed(out));
}

std::vector<std::string> names_of_addresses(std::string_view value) {
  std::vector<std::string> names;
  std::string name;
  std::string comment;
  std::string address;
  std::string* into = &name;
  const auto flush = [&] {
    // "bob@example.org (Bob Hill)" is the old way.
    if (name.find('@') != std::string::npos && !comment.empty()) name.clear();
    for (const std::string* found : {&name, &comment, &address}) {
      std::string decoded = decode_words(*found);
      if (decoded.empty()) continue;
      names.push_back(std::move(decoded));
      break;
    }
    name.clear();
    comment.clear();
    address.clear();
    into = &name;
  };
  bool is_quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\\' && i + 1 < value.size()) {
      *into += value[++i];
    } else if (c == '"' && into == &name) {
      is_quoted = !is_quoted;
    } else if (is_quoted) {
      *into += c;
    } else if (c == '<' || c == '(') {
      into = c == '<' ? &address : &comment;
    } else if (c == '>' || c == ')') {
      into = &name;
    } else if (into == &name && (c == ',' || c == ';')) {
      flush();
    } else if (into == &name && c == ':') {
      name.clear();  // the name of a group
    } else {
      *into += c;
    }
  }
  flush();
  return names;
}

}  // namespace isthmus::parsers

// The folded characters of a text with the bytes that each came from: what atoms and fold() are
// made of.
//
// A cluster is a character with what joins it on folding (combining marks, conjoining jamo,
// variation selectors); it folds to no, one or several characters that share its bytes. Marks are
// kept on letters and dropped elsewhere, so that a stray mark never hides a Han character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/text/characters.h"
#include "engine/text/utf8.h"

namespace isthmus::text {

struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Longer clusters are cut; Unicode's stream-safe format allows 30 marks in a row.
inline constexpr int kMaxClusterLength = 32;

// Ends of the cluster at `position`, whose first character is `first`, and whether it is that
// character alone.
struct Cluster {
  std::size_t end = 0;
  bool is_single = true;
};

inline Cluster cluster_at(std::string_view text, std::size_t position, std::uint32_t first_length) {
  Cluster cluster{position + first_length, true};
  for (int length = 1; cluster.end < text.size() && length < kMaxClusterLength; ++length) {
    if (static_cast<unsigned char>(text[cluster.end]) < 0x80) break;  // ASCII joins nothing
    const DecodedCodePoint next = decode_code_point(text, cluster.end);
    if (!next.is_valid || !character_of(next.value).is(CharacterFlag::kJoinsPrevious)) break;
    cluster.end += next.length;
    cluster.is_single = false;
  }
  return cluster;
}

// Calls sink(const Character&, ByteRange) for each folded character. Shape: `sink` sees
// Character::folded as a code point, never as an expansion.
template <typename Sink>
class Folder {
 public:
  Folder(std::string_view text, Sink& sink) : text_(text), sink_(sink) {}

  // Folds the cluster at `position` and returns its end.
  std::size_t fold_at(std::size_t position) {
    const DecodedCodePoint first = decode_code_point(text_, position);
    if (!first.is_valid) {
      emit(character_of(kReplacementCharacter), range(position, position + first.length));
      return position + first.length;
    }
    const Cluster cluster = cluster_at(text_, position, first.length);
    if (cluster.is_single) {
      fold_single(first.value, range(position, cluster.end));
    } else {
      const std::string_view bytes = text_.substr(position, cluster.end - position);
      emit_all(fold_cluster(bytes), range(position, cluster.end));
    }
    return cluster.end;
  }

  // The caller has put a letter or digit out by itself.
  void note_word_character() { last_class_ = CharacterClass::kWord; }

 private:
  static ByteRange range(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void fold_single(char32_t code_point, ByteRange bytes) {
    const CharacterPage& page = character_page(code_point);
    const Character& character = page.characters[code_point & 0xFFU];
    if (character.is(CharacterFlag::kExpands)) {
      emit_all(page.expansions[character.folded], bytes);
    } else {
      emit(character, bytes);
    }
  }

  void emit_all(std::u32string_view folded, ByteRange bytes) {
    for (const char32_t code_point : folded) {
      const Character& character = character_of(code_point);
      if (!character.is(CharacterFlag::kExpands)) emit(character, bytes);
    }
  }

  void emit(const Character& character, ByteRange bytes) {
    const CharacterClass now = character.character_class;
    if (now == CharacterClass::kIgnored) return;
    if (now == CharacterClass::kMark && last_class_ != CharacterClass::kWord) return;
    if (now != CharacterClass::kMark) last_class_ = now;
    sink_(character, bytes);
  }

  std::string_view text_;
  Sink& sink_;
  CharacterClass last_class_ = CharacterClass::kSeparator;
};

}  // namespace isthmus::text

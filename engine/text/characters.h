// What folding and splitting need to know of every code point, in a flat table.
//
// Pages of 256 code points are made from ICU and the variant table at first use and then only read:
// looking a character up costs two loads.
//
// Units: at most 4,352 pages of about 3 kB; a text of one language touches a few hundred.
// Threads: any; a page is published by one atomic store.
// Source: Unicode 15 as in ICU 72; Normalizer2 "nfkc_cf".
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::text {

// The part that a folded character plays in splitting.
enum class CharacterClass : std::uint8_t {
  kSeparator,
  kBlank,
  kLineBreak,
  kApostrophe,
  kIgnored,  // default ignorables and enclosing marks: as if they were not there
  kMark,
  kWord,  // letters and digits
  kHan,   // Han, Kana, Bopomofo: an atom each
};

enum class Script : std::uint8_t { kNone, kLatin, kHan, kKana, kHangul, kCyrillic, kOther };

enum class CharacterFlag : std::uint8_t {
  kJoinsPrevious = 1,  // folds together with what precedes it
  kExpands = 2,        // folds to no or several code points
  kDigit = 4,
  kTraditional = 8,  // written in traditional Chinese only
  kSimplified = 16,  // written in simplified Chinese only
};

struct Character {
  char32_t folded = 0;     // or the number of its expansion, with kExpands
  char32_t segmented = 0;  // the form that segmentation reads
  CharacterClass character_class = CharacterClass::kSeparator;  // of what it folds to
  Script script = Script::kNone;  // of the character itself; kNone unless a letter
  std::uint8_t flags = 0;

  bool is(CharacterFlag flag) const { return (flags & static_cast<std::uint8_t>(flag)) != 0; }
};

struct CharacterPage {
  std::array<Character, 256> characters;
  std::vector<std::u32string> expansions;  // already in NFKC_Casefold, variants not yet joined
};

namespace characters_detail {
extern std::array<std::atomic<const CharacterPage*>, 0x1100> pages;
const CharacterPage& make_page(std::size_t index);
}  // namespace characters_detail

// The page of a code point up to U+10FFFF.
inline const CharacterPage& character_page(char32_t code_point) {
  const std::size_t index = code_point >> 8U;
  const CharacterPage* page = characters_detail::pages[index].load(std::memory_order_acquire);
  return page != nullptr ? *page : characters_detail::make_page(index);
}

inline const Character& character_of(char32_t code_point) {
  return character_page(code_point).characters[code_point & 0xFFU];
}

// NFKC_Casefold of a base character and what joins it, e.g. "e" and U+0301.
std::u32string fold_cluster(std::string_view utf8);

}  // namespace isthmus::text

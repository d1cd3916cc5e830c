#include <algorithm>
#include <array>

#include "engine/text/analysis.h"
#include "engine/text/characters.h"
#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

// A Han character says about as much as three letters: "PLC故障" is Chinese.
constexpr std::size_t kHanWeight = 3;
// Japanese prose is about half Kana; a Chinese text may quote a few.
constexpr std::size_t kKanaShare = 8;

struct LetterCounts {
  std::array<std::size_t, 7> letters{};  // by Script
  std::size_t traditional = 0;
  std::size_t simplified = 0;

  std::size_t of(Script script) const { return letters[static_cast<std::size_t>(script)]; }
};

LetterCounts count_letters(std::string_view text) {
  LetterCounts counts;
  for (std::size_t i = 0; i < text.size();) {
    const DecodedCodePoint decoded = decode_code_point(text, i);
    const Character& character = character_of(decoded.value);
    if (character.script != Script::kNone) {
      ++counts.letters[static_cast<std::size_t>(character.script)];
      if (character.is(CharacterFlag::kTraditional)) ++counts.traditional;
      if (character.is(CharacterFlag::kSimplified)) ++counts.simplified;
    }
    i += decoded.length;
  }
  return counts;
}

std::string east_asian_language(const LetterCounts& counts) {
  const std::size_t kana = counts.of(Script::kKana);
  if (kana * kKanaShare > kana + counts.of(Script::kHan)) return "ja";
  return counts.traditional > counts.simplified ? "zh-Hant" : "zh";
}

}  // namespace

std::string guess_language(std::string_view text) {
  const LetterCounts counts = count_letters(text);
  const std::size_t han = kHanWeight * (counts.of(Script::kHan) + counts.of(Script::kKana));
  const std::size_t hangul = kHanWeight * counts.of(Script::kHangul);
  const std::size_t latin = counts.of(Script::kLatin);
  const std::size_t cyrillic = counts.of(Script::kCyrillic);
  const std::size_t most = std::max({han, hangul, latin, cyrillic, counts.of(Script::kOther)});
  if (most == 0) return "und";
  if (most == han) return east_asian_language(counts);
  if (most == hangul) return "ko";
  if (most == latin) return "en";
  return most == cyrillic ? "ru" : "und";
}

}  // namespace isthmus::text

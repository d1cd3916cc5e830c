#include "engine/text/characters.h"

#include <memory>
#include <mutex>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "engine/text/variants.h"

namespace isthmus::text {
namespace characters_detail {
std::array<std::atomic<const CharacterPage*>, 0x1100> pages;
}

namespace {

constexpr std::uint8_t bit(CharacterFlag flag) { return static_cast<std::uint8_t>(flag); }

// ICU's own data; null only when ICU is installed without it.
const icu::Normalizer2* normalizer() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    return U_SUCCESS(status) ? found : nullptr;
  }();
  return instance;
}

std::u32string to_code_points(const icu::UnicodeString& units) {
  std::u32string out;
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(units.char32At(i)));
  }
  return out;
}

std::u32string normalized(const icu::UnicodeString& units) {
  if (normalizer() == nullptr) return to_code_points(units);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded = normalizer()->normalize(units, status);
  return U_SUCCESS(status) ? to_code_points(folded) : std::u32string{};
}

Script script_group(UScriptCode code) {
  switch (code) {
    case USCRIPT_LATIN:
      return Script::kLatin;
    case USCRIPT_HAN:
      return Script::kHan;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kKana;
    case USCRIPT_HANGUL:
      return Script::kHangul;
    case USCRIPT_CYRILLIC:
      return Script::kCyrillic;
    default:
      return Script::kOther;
  }
}

UScriptCode script_code(char32_t code_point) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(static_cast<UChar32>(code_point), &status);
  return U_SUCCESS(status) ? code : USCRIPT_COMMON;
}

// Characters that Unicode counts as common to several scripts, but that stand for a Han or Kana
// character.
bool stands_for_han(char32_t code_point) {
  return code_point == 0x30FC || code_point == 0x3006 ||
         (code_point >= 0x3031 && code_point <= 0x3035);
}

bool is_han_class(char32_t code_point, std::uint32_t category) {
  if (stands_for_han(code_point)) return true;
  if ((category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_S_MASK)) == 0) return false;
  const UScriptCode script = script_code(code_point);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         script == USCRIPT_BOPOMOFO;
}

CharacterClass classify(char32_t code_point) {
  const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(code_point));
  if (code_point == '\n' || code_point == '\r' || code_point == 0x2028) {
    return CharacterClass::kLineBreak;
  }
  if (code_point == '\t' || (category & U_GC_ZS_MASK) != 0) return CharacterClass::kBlank;
  if (code_point == '\'' || code_point == 0x2019) return CharacterClass::kApostrophe;
  if ((category & U_GC_ME_MASK) != 0) return CharacterClass::kIgnored;
  if ((category & U_GC_M_MASK) != 0) return CharacterClass::kMark;
  if (is_han_class(code_point, category)) return CharacterClass::kHan;
  // Other numbers (No), once compatibility forms are folded, are ornaments like U+2776.
  if ((category & (U_GC_L_MASK | U_GC_ND_MASK | U_GC_NL_MASK)) != 0) return CharacterClass::kWord;
  return CharacterClass::kSeparator;
}

void join_variants(Character& character) {
  character.segmented = character.folded;
  const auto found = variant_table().find(character.folded);
  if (found == variant_table().end()) return;
  character.folded = found->second.representative;
  character.segmented = found->second.simplified;
  if (found->second.style == HanStyle::kTraditional) {
    character.flags |= bit(CharacterFlag::kTraditional);
  } else if (found->second.style == HanStyle::kSimplified) {
    character.flags |= bit(CharacterFlag::kSimplified);
  }
}

void set_single_fold(Character& character, char32_t folded) {
  character.folded = folded == 0x2019 ? U'\'' : folded;
  character.character_class = classify(folded);
  if (u_charType(static_cast<UChar32>(folded)) == U_DECIMAL_DIGIT_NUMBER) {
    character.flags |= bit(CharacterFlag::kDigit);
  }
  join_variants(character);
}

Character describe(char32_t code_point, std::vector<std::u32string>& expansions) {
  Character character;
  const auto as_icu = static_cast<UChar32>(code_point);
  if (u_isalpha(as_icu)) character.script = script_group(script_code(code_point));
  if (normalizer() != nullptr && !normalizer()->hasBoundaryBefore(as_icu)) {
    character.flags |= bit(CharacterFlag::kJoinsPrevious);
  }
  const std::u32string folded = normalized(icu::UnicodeString(as_icu));
  if (folded.size() == 1) {
    set_single_fold(character, folded.front());
    return character;
  }
  character.flags |= bit(CharacterFlag::kExpands);
  character.character_class = CharacterClass::kIgnored;
  character.folded = static_cast<char32_t>(expansions.size());
  expansions.push_back(folded);
  return character;
}

}  // namespace

const CharacterPage& characters_detail::make_page(std::size_t index) {
  static std::mutex making;
  auto page = std::make_unique<CharacterPage>();
  for (std::size_t i = 0; i < page->characters.size(); ++i) {
    const auto code_point = static_cast<char32_t>(index * 256 + i);
    page->characters[i] = describe(code_point, page->expansions);
  }
  const std::lock_guard lock(making);
  const CharacterPage* published = pages[index].load(std::memory_order_acquire);
  if (published == nullptr) {
    published = page.release();  // lives as long as the process
    pages[index].store(published, std::memory_order_release);
  }
  return *published;
}

std::u32string fold_cluster(std::string_view utf8) {
  return normalized(icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size()))));
}

}  // namespace isthmus::text

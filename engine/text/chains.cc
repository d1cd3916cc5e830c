#include "engine/text/chains.h"

#include <algorithm>

#include "engine/text/characters.h"
#include "engine/text/code_words.h"
#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

// Bytes between two words of a chain, ignorable characters included.
constexpr std::size_t kMaxGapLength = 8;

// '\0' when the character is no joiner; '-' stands for all hyphens and dashes, 'x' for '×' and '*'.
char joiner_of(char32_t code_point) {
  const char32_t folded = character_of(code_point).folded;
  switch (folded) {
    case '-':
    case '_':
    case '/':
    case '.':
    case ':':
    case '+':
      return static_cast<char>(folded);
    case 0x2010:  // hyphen
    case 0x2012:  // figure dash
    case 0x2013:  // en dash
    case 0x2014:  // em dash, usual in Chinese standards: GB/T 7714—2015
    case 0x2212:  // minus sign
      return '-';
    case 0x2044:  // fraction slash
    case 0x2215:  // division slash
      return '/';
    case '*':
    case 0x00D7:  // multiplication sign
      return 'x';
    default:
      return '\0';
  }
}

// The joiner that the bytes are, ignorable characters apart; only a multiplication sign may have
// blanks around it.
char joiner_in(std::string_view gap) {
  char joiner = '\0';
  bool has_blank = false;
  for (std::size_t i = 0; i < gap.size();) {
    const DecodedCodePoint decoded = decode_code_point(gap, i);
    i += decoded.length;
    const CharacterClass character_class = character_of(decoded.value).character_class;
    if (character_class == CharacterClass::kIgnored) continue;
    if (character_class == CharacterClass::kBlank) {
      has_blank = true;
    } else {
      if (joiner != '\0') return '\0';
      joiner = joiner_of(decoded.value);
      if (joiner == '\0') return '\0';
    }
  }
  return has_blank && joiner != 'x' ? '\0' : joiner;
}

}  // namespace

std::string_view Words::original(std::size_t atom) const {
  return text_.substr(atoms_[atom].begin, atoms_[atom].end - atoms_[atom].begin);
}

bool Words::is_plain(std::size_t atom) const { return is_word(atom) && !any_digit((*this)[atom]); }

bool Words::is_upper_case(std::size_t atom) const {
  const std::string_view bytes = original(atom);
  return is_word(atom) && std::all_of(bytes.begin(), bytes.end(), is_ascii_upper);
}

char Words::joiner_after(std::size_t atom) const {
  const Atom& left = atoms_[atom];
  const Atom& right = atoms_[atom + 1];
  if (!is_word(atom) || !is_word(atom + 1)) return '\0';
  if (right.begin <= left.end || right.begin - left.end > kMaxGapLength) return '\0';
  const char joiner = joiner_in(text_.substr(left.end, right.begin - left.end));
  const bool between_digits =
      is_ascii_digit(left.text.back()) && is_ascii_digit(right.text.front());
  if (joiner == 'x' && !between_digits) return '\0';
  if (joiner == ':' && !(any_digit(left.text) && any_digit(right.text))) return '\0';
  return joiner;
}

bool Words::has_joiner(Chain chain, char wanted) const {
  for (std::size_t i = chain.first; i + 1 < chain.last; ++i) {
    if (joiner_after(i) == wanted) return true;
  }
  return false;
}

bool Words::is_one_blank_after(std::size_t atom) const {
  const std::uint32_t begin = atoms_[atom].end;
  const std::uint32_t end = atoms_[atom + 1].begin;
  if (end <= begin) return false;
  const DecodedCodePoint decoded = decode_code_point(text_, begin);
  return decoded.length == end - begin &&
         character_of(decoded.value).character_class == CharacterClass::kBlank;
}

bool Words::is_preceded_by(std::size_t atom, std::string_view bytes) const {
  return text_.substr(0, atoms_[atom].begin).ends_with(bytes);
}

std::string Words::canonical(Chain chain) const {
  std::string text;
  for (std::size_t i = chain.first; i < chain.last; ++i) {
    text += (*this)[i];
    const char joiner = i + 1 < chain.last ? joiner_after(i) : '\0';
    if (joiner == '.' || joiner == '+' || joiner == 'x') text.push_back(joiner);
  }
  return text;
}

}  // namespace isthmus::text

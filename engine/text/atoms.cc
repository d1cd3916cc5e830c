#include "engine/text/atoms.h"

#include <array>

#include "engine/text/characters.h"
#include "engine/text/folding.h"
#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

enum AsciiKind : std::uint8_t { kAsciiOther = 0, kAsciiLetter = 1, kAsciiDigit = 2 };

constexpr std::array<std::uint8_t, 256> make_ascii_kinds() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = kAsciiDigit;
  for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 'a' + 'A'] = kAsciiLetter;
  return kinds;
}
constexpr std::array<std::uint8_t, 256> kAsciiKinds = make_ascii_kinds();

std::uint8_t ascii_kind(char byte) { return kAsciiKinds[static_cast<unsigned char>(byte)]; }

// What has been seen since the last atom.
struct Gap {
  bool is_empty = true;
  bool has_other = false;  // something that is neither a blank nor a line break
  int line_breaks = 0;
  bool after_carriage_return = false;

  void add(CharacterClass character_class, char32_t code_point) {
    is_empty = false;
    if (character_class == CharacterClass::kLineBreak) {
      if (code_point != '\n' || !after_carriage_return) ++line_breaks;
    } else if (character_class != CharacterClass::kBlank) {
      has_other = true;
    }
    after_carriage_return = code_point == '\r';
  }

  bool is_hard_wrap() const { return !has_other && line_breaks == 1; }
};

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text), folder_(text, *this) {
    // English prose has an atom every six bytes, Chinese every three to four.
    split_.atoms.reserve(text.size() / 6 + 4);
  }

  SplitText run() {
    std::size_t position = 0;
    while (position < text_.size()) {
      position = ascii_kind(text_[position]) != kAsciiOther ? ascii_run(position)
                                                            : folder_.fold_at(position);
    }
    finish_word();
    return std::move(split_);
  }

  void operator()(const Character& character, ByteRange bytes) {
    switch (character.character_class) {
      case CharacterClass::kWord:
      case CharacterClass::kMark:
        return word_character(character, bytes);
      case CharacterClass::kHan:
        return han_character(character, bytes);
      case CharacterClass::kApostrophe:
        if (in_word_ && last_is_latin_ && !has_apostrophe_) {
          has_apostrophe_ = true;
          return;
        }
        [[fallthrough]];
      default:
        finish_word();
        gap_.add(character.character_class, character.folded);
    }
  }

 private:
  // Takes the letters and digits from `begin`, except one that a combining mark may join; returns
  // where it stopped.
  std::size_t ascii_run(std::size_t begin) {
    std::size_t end = begin;
    std::uint8_t kinds = 0;
    while (end < text_.size()) {
      const std::uint8_t kind = ascii_kind(text_[end]);
      if (kind == kAsciiOther) break;
      kinds |= kind;
      ++end;
    }
    if (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80) --end;
    if (end == begin) return folder_.fold_at(begin);
    if (in_word_ || end - begin > kMaxWordLength) return ascii_characters(begin, end);
    start_word(static_cast<std::uint32_t>(begin));
    std::string& word = split_.atoms.back().text;
    word.resize(end - begin);
    for (std::size_t i = begin; i < end; ++i) word[i - begin] = lower(text_[i]);
    word_end_ = static_cast<std::uint32_t>(end);
    piece_length_ = end - begin;
    has_digit_ = (kinds & kAsciiDigit) != 0;
    last_is_latin_ = ascii_kind(text_[end - 1]) == kAsciiLetter;
    folder_.note_word_character();
    return end;
  }

  std::size_t ascii_characters(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto at = static_cast<std::uint32_t>(i);
      word_character(character_of(static_cast<unsigned char>(text_[i])), {at, at + 1});
    }
    folder_.note_word_character();
    return end;
  }

  static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  }

  void word_character(const Character& character, ByteRange bytes) {
    if (in_word_ && has_apostrophe_) pass_apostrophe(character);
    if (in_word_ && is_full()) {
      if (character.character_class == CharacterClass::kMark) return;  // no piece begins with one
      cut_word(bytes.begin);
    }
    if (!in_word_) start_word(bytes.begin);
    word_end_ = bytes.end;
    last_is_latin_ = character.script == Script::kLatin ||
                     (last_is_latin_ && character.character_class == CharacterClass::kMark);
    if (is_dropping()) return;
    append_utf8(split_.atoms.back().text, character.folded);
    ++piece_length_;
    has_digit_ = has_digit_ || character.is(CharacterFlag::kDigit);
  }

  // An apostrophe was held back: it belongs to the word when a Latin letter follows, and ends it
  // otherwise.
  void pass_apostrophe(const Character& next) {
    if (next.script == Script::kLatin && piece_length_ + 2 <= kMaxWordLength) {
      has_apostrophe_ = false;
      split_.atoms.back().text.push_back('\'');
      ++piece_length_;
    } else {
      finish_word();
    }
  }

  void han_character(const Character& character, ByteRange bytes) {
    finish_word();
    push_atom(AtomClass::kHan, bytes.begin);
    append_utf8(split_.atoms.back().text, character.folded);
    split_.atoms.back().end = bytes.end;
    split_.han.push_back(character.segmented);
  }

  void push_atom(AtomClass atom_class, std::uint32_t begin) {
    Atom& atom = split_.atoms.emplace_back();
    atom.begin = begin;
    atom.atom_class = atom_class;
    if (split_.atoms.size() > 1) {
      const bool both_han = last_class_ == AtomClass::kHan && atom_class == AtomClass::kHan;
      atom.glued = gap_.is_empty || (both_han && gap_.is_hard_wrap());
    }
    last_class_ = atom_class;
    gap_ = Gap{};
  }

  void start_word(std::uint32_t begin) {
    push_atom(AtomClass::kWord, begin);
    in_word_ = true;
    has_digit_ = false;
    piece_length_ = 0;
    pieces_ = 1;
  }

  bool is_dropping() const { return pieces_ > kMaxWordPieces; }

  void end_piece() {
    if (is_dropping()) return;
    split_.atoms.back().end = word_end_;
    if (has_digit_)
      split_.digit_atoms.push_back(static_cast<std::uint32_t>(split_.atoms.size() - 1));
  }

  bool is_full() const {
    return piece_length_ >= kMaxWordLength || split_.atoms.back().text.size() + 4 > kMaxWordBytes;
  }

  void cut_word(std::uint32_t begin) {
    end_piece();
    ++pieces_;
    piece_length_ = 0;
    has_digit_ = false;
    if (!is_dropping()) push_atom(AtomClass::kWord, begin);
  }

  void finish_word() {
    if (!in_word_) return;
    end_piece();
    // What was dropped, and an apostrophe that turned out to be a quotation mark, stand between the
    // atoms.
    if (is_dropping() || has_apostrophe_) gap_.add(CharacterClass::kSeparator, '\'');
    in_word_ = false;
    has_apostrophe_ = false;
    last_is_latin_ = false;
    pieces_ = 0;
  }

  std::string_view text_;
  Folder<Splitter> folder_;
  SplitText split_;
  Gap gap_;
  AtomClass last_class_ = AtomClass::kWord;

  // The word being read; its text grows inside the last atom.
  bool in_word_ = false;
  bool has_digit_ = false;
  bool has_apostrophe_ = false;  // held back after a Latin letter
  bool last_is_latin_ = false;
  std::uint32_t word_end_ = 0;
  std::size_t piece_length_ = 0;
  std::size_t pieces_ = 0;
};

}  // namespace

SplitText split(std::string_view text) { return Splitter(text).run(); }

}  // namespace isthmus::text

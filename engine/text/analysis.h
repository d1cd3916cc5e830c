// Text analysis, the same for documents and queries: folding, atoms, Han words, codes.
//
// An atom occupies one position: a word (a run of letters, digits and combining marks of any script
// but Han and Kana) or a single Han or Kana character. Everything that is indexed, searched, linked
// or highlighted is made of atoms; nothing outside engine/text folds, segments or stems. The rules
// go by character class alone, never by language or environment.
//
// Folding: Unicode NFKC with case folding and without default-ignorable characters (NFKC_Casefold),
// then traditional and variant Han characters to one representative each, character by character
// (variants.h): phrase conversion would break the promise that every run of two or more Han
// characters of a text is found by itself. Folded text is for comparing, not for showing.
//
// Threads: all functions may be called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::text {

enum class AtomClass : std::uint8_t { kWord, kHan };

// Beginnings never go back, but atoms that one character folds to share its bytes ("㍿" is four,
// "½" two), so the bytes of two neighbours may overlap. A word of more than 64 characters is cut
// into glued pieces, the same in documents and queries, of which the first sixteen are kept.
struct Atom {
  std::string text;         // folded, UTF-8, never empty, at most 192 bytes
  std::uint32_t begin = 0;  // bytes of the original text: [begin, end)
  std::uint32_t end = 0;
  AtomClass atom_class = AtomClass::kWord;
  // Nothing stands between the previous atom and this one; between two Han atoms a single line
  // break with blanks around it is nothing, and ignorable characters are nothing everywhere.
  bool glued = false;
};

// The words that segmentation finds in runs of glued Han atoms (ICU's dictionary). They improve
// ranking; recall never depends on them.
struct HanWord {
  std::string text;  // folded
  std::uint32_t first_atom = 0;
  std::uint32_t atom_count = 0;
};

// A code: a part number, alarm, standard, thread, DOI … that must be found whole and in its usual
// variants. `text` is its canonical form: lower case, without blanks, hyphens, slashes, underscores
// and colons; '.' and '+' kept; '×' and '*' between digits written 'x'. A standard with a year is
// given without it too, and so are parts joined by '/' or '+' that are codes themselves.
// "GB/T 7714" -> "gbt7714", "E-203" -> "e203", "M8×1.25" -> "m8x1.25", "10.1145/3292500" ->
// "10.11453292500".
struct Code {
  std::string text;
  std::uint32_t first_atom = 0;
  std::uint32_t atom_count = 0;
};

struct Analysis {
  std::vector<Atom> atoms;
  std::vector<HanWord> words;  // in order; only of two or more characters
  std::vector<Code> codes;     // in order of their first atom; may overlap
};

// Invalid UTF-8 is read as U+FFFD, which separates atoms.
std::vector<Atom> split_atoms(std::string_view text);
Analysis analyse(std::string_view text);

// As analyse, but one to four letters, a blank and two or more digits are a code in lower case too:
// "e 203" asks for E-203, while in a document it is most often a word and a number.
Analysis analyse_query(std::string_view query);

// The folded text of the whole string with separators kept, for comparing titles and names.
std::string fold(std::string_view text);

// The English Snowball stem of a folded Latin-script word; other words come back as they are.
std::string stem(std::string_view folded_word);

// Is this folded word one of about fifty English function words that a ranked query leaves out?
bool is_stop_word(std::string_view folded_word);

// The language that most of the text's letters belong to: "zh-Hant", "zh", "en", "ja", "ko", "ru",
// "und" for a text without letters; Latin script counts as "en". For display and filters; analysis
// never asks.
std::string guess_language(std::string_view text);

// Are OpenCC's dictionaries installed? Without them traditional and simplified characters do not
// meet: worth a warning.
bool has_variant_table();

}  // namespace isthmus::text

// What must hold for every text, tried on random ones; the seeds are fixed.
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "engine/text/analysis.h"
#include "engine/text/encoding.h"
#include "engine/text/utf8.h"
#include "engine/text/variants.h"

namespace isthmus::text {
namespace {

constexpr int kCases = 10000;

class RandomText {
 public:
  explicit RandomText(std::uint32_t seed) : random_(seed) {
    for (const auto& [character, variant] :
         std::map(variant_table().begin(), variant_table().end())) {
      families_[variant.representative].push_back(character);
      characters_.push_back(character);
    }
    for (auto& [representative, family] : families_) family.push_back(representative);
  }

  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_()) % limit; }

  char32_t pick(std::u32string_view from) {
    return from[below(static_cast<std::uint32_t>(from.size()))];
  }

  std::string text() {
    std::string out;
    for (std::uint32_t i = below(40); i > 0; --i) append_piece(out);
    return out;
  }

  std::string bytes() {
    std::string out;
    for (std::uint32_t i = below(80); i > 0; --i) out.push_back(static_cast<char>(random_()));
    return out;
  }

  // The same text in other writing: each Han character in a random variant, ASCII in full width,
  // without line breaks.
  std::string rewritten(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const DecodedCodePoint decoded = decode_code_point(text, i);
      i += decoded.length;
      if (decoded.value == '\n' || decoded.value == '\r' || decoded.value == ' ') continue;
      append_utf8(out, other_form(decoded.value));
    }
    return out;
  }

 private:
  char32_t other_form(char32_t character) {
    if (character > ' ' && character < 0x7F && below(2) == 0) return character - 0x20 + 0xFF00;
    const auto variant = variant_table().find(character);
    const auto family = families_.find(
        variant == variant_table().end() ? character : variant->second.representative);
    if (family == families_.end()) return character;
    return pick(std::u32string_view(family->second.data(), family->second.size()));
  }

  void append_piece(std::string& out) {
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return append_utf8(out, 0x4E00 + below(0x5000));
      case 4:
        return append_utf8(out, characters_[below(static_cast<std::uint32_t>(characters_.size()))]);
      case 5:
        return append_utf8(out, 0x20000 + below(0xA000));
      case 6:
        return append_utf8(out, pick(U"あがンー々〇ㄅｶｱ\u3099\uFF9E"));
      case 7:
        return append_utf8(out, pick(U"abZ09xKé'ÀßﬁＡｚ９İж한ǅ"));
      case 8:
        return append_utf8(out, pick(U"，。 .-_/×“’:！~😀\uFFFD\u00B4"));
      case 9:
        return append_utf8(out, pick(U"\n\r \t\u3000"));
      case 10:
        return append_utf8(out, pick(U"\u200B\u00AD\uFEFF\u200D\uFE0F\U000E0100"));
      default:
        return append_utf8(out, below(6) == 0 ? pick(U"\u0301\u0323\u20DD㍿½…㎏Å") : U'好');
    }
  }

  std::mt19937 random_;
  std::map<char32_t, std::vector<char32_t>> families_;
  std::vector<char32_t> characters_;
};

bool is_boundary(std::string_view text, std::size_t position) {
  return position == text.size() || (static_cast<unsigned char>(text[position]) & 0xC0U) != 0x80U;
}

bool overlaps(const Atom& left, const Atom& right) { return right.begin < left.end; }

// What is wrong with the atoms of `text`; empty when nothing is.
std::string offset_fault(std::string_view text, const std::vector<Atom>& atoms) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const Atom& atom = atoms[i];
    if (atom.text.empty()) return "an atom is empty";
    if (atom.begin >= atom.end || atom.end > text.size()) return "an atom is out of bounds";
    if (!is_boundary(text, atom.begin) || !is_boundary(text, atom.end)) return "a character is cut";
    if (i > 0 && atom.begin < atoms[i - 1].begin) return "atoms are out of order";
    // Atoms that one character folds to share its bytes; the others are what their bytes fold to.
    const bool shares = (i > 0 && overlaps(atoms[i - 1], atom)) ||
                        (i + 1 < atoms.size() && overlaps(atom, atoms[i + 1]));
    const std::string folded = fold(text.substr(atom.begin, atom.end - atom.begin));
    if (shares ? folded.find(atom.text) == std::string::npos : folded != atom.text) {
      return "an atom is not what its bytes fold to: " + atom.text + " / " + folded;
    }
  }
  return {};
}

std::string joined(const std::vector<Atom>& atoms, std::size_t first, std::size_t count) {
  std::string line;
  for (std::size_t i = first; i < first + count && i < atoms.size(); ++i)
    line += atoms[i].text + "|";
  return line;
}

// The end of the run that begins at `first`, of atoms that are glued or share a character.
std::size_t run_end(const std::vector<Atom>& atoms, std::size_t first) {
  std::size_t end = first + 1;
  while (end < atoms.size() && (atoms[end].glued || overlaps(atoms[end - 1], atoms[end]))) ++end;
  return end;
}

TEST_CASE("offsets are ordered and within bounds, and an atom is what its bytes fold to") {
  RandomText random(1);
  for (int i = 0; i < kCases; ++i) {
    const std::string text = random.text();
    const std::string fault = offset_fault(text, split_atoms(text));
    if (!fault.empty()) FAIL_CHECK(fault << " in: " << text);
  }
}

TEST_CASE(
    "a run of glued atoms alone, in any variant and width, has the same atoms as in its text") {
  RandomText random(2);
  int runs = 0;
  for (int i = 0; i < kCases; ++i) {
    const std::string text = random.text();
    const std::vector<Atom> atoms = split_atoms(text);
    for (std::size_t first = 0; first < atoms.size(); first = run_end(atoms, first)) {
      const std::size_t end = run_end(atoms, first);
      if (end - first < 2) continue;
      ++runs;
      const std::size_t begin_byte = atoms[first].begin;
      const std::string run = text.substr(begin_byte, atoms[end - 1].end - begin_byte);
      const std::string expected = joined(atoms, first, end - first);
      for (const std::string& query : {run, random.rewritten(run)}) {
        const std::vector<Atom> alone = split_atoms(query);
        if (joined(alone, 0, alone.size()) != expected) {
          FAIL_CHECK(query << " is not found in: " << text);
        }
      }
    }
  }
  CHECK(runs > kCases);
}

TEST_CASE("any two neighbours of a Han run are neighbours in the text and glued") {
  RandomText random(3);
  for (int i = 0; i < kCases; ++i) {
    std::string run;
    for (std::uint32_t length = 2 + random.below(6); length > 0; --length) {
      append_utf8(run, 0x4E00 + random.below(0x5000));
    }
    const std::string before = random.text();
    const std::string text = before + run + random.text();
    const std::vector<Atom> alone = split_atoms(run);
    const std::vector<Atom> atoms = split_atoms(text);
    std::size_t first = 0;
    while (first < atoms.size() && atoms[first].begin < before.size()) ++first;
    bool is_found = joined(atoms, first, alone.size()) == joined(alone, 0, alone.size());
    for (std::size_t k = 1; is_found && k < alone.size(); ++k) is_found = atoms[first + k].glued;
    if (!is_found) FAIL_CHECK(run << " is not found in: " << text);
  }
}

TEST_CASE("folding twice changes nothing more") {
  RandomText random(4);
  for (int i = 0; i < kCases; ++i) {
    const std::string once = fold(random.text());
    if (fold(once) != once) FAIL_CHECK("not stable: " << once);
  }
}

TEST_CASE("any bytes are analysed and decoded without a crash, within bounds") {
  RandomText random(5);
  for (int i = 0; i < kCases; ++i) {
    std::string bytes = i % 2 == 0 ? "" : random.text();
    bytes += random.bytes();
    const Analysis analysis = analyse(bytes);
    for (const Atom& atom : analysis.atoms) REQUIRE(atom.end <= bytes.size());
    for (const HanWord& word : analysis.words) {
      REQUIRE(word.first_atom + word.atom_count <= analysis.atoms.size());
    }
    for (const Code& code : analysis.codes) {
      REQUIRE(code.first_atom + code.atom_count <= analysis.atoms.size());
    }
    REQUIRE(is_valid_utf8(fold(bytes)));
    if (i % 20 == 0) static_cast<void>(decode_text(bytes));
    static_cast<void>(guess_language(bytes));
  }
}

TEST_CASE("marks, letters and digits without end cost time in proportion") {
  std::string marks = "a";
  for (int i = 0; i < 100000; ++i) marks += "\u0301";
  CHECK(split_atoms(marks).size() == 1);
  CHECK(split_atoms(std::string(1000000, 'a')).size() == 16);
  CHECK(analyse(std::string(300000, '7')).codes.size() == 0);
}

}  // namespace
}  // namespace isthmus::text

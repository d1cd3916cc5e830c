#include "engine/lexicon/key.h"

#include <algorithm>

namespace isthmus::lexicon {
namespace {

bool is_word(const text::Atom& atom) { return atom.atom_class == text::AtomClass::kWord; }

}  // namespace

std::string key_of(const std::vector<text::Atom>& atoms, std::size_t first, std::size_t count) {
  std::string key;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i > first && is_word(atoms[i]) && is_word(atoms[i - 1])) key += ' ';
    key += is_word(atoms[i]) ? text::stem(atoms[i].text) : atoms[i].text;
  }
  return key;
}

std::string key_of(std::string_view text) {
  const std::vector<text::Atom> atoms = text::split_atoms(text);
  const bool has_words = std::any_of(atoms.begin(), atoms.end(), is_word);
  if (atoms.empty() || atoms.size() > (has_words ? kMostWords : kMostHan)) return {};
  return key_of(atoms, 0, atoms.size());
}

}  // namespace isthmus::lexicon

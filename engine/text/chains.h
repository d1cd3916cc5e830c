// Words and what joins them into chains: the material of codes. Internal to engine/text; the
// grammar is in codes.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/analysis.h"

namespace isthmus::text {

// The words from `first` to before `last`.
struct Chain {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t size() const { return last - first; }
};

// The atoms of a text seen as words; knows nothing of codes.
class Words {
 public:
  // Both must outlive the object.
  Words(std::string_view text, const std::vector<Atom>& atoms) : text_(text), atoms_(atoms) {}

  std::size_t count() const { return atoms_.size(); }
  std::string_view operator[](std::size_t atom) const { return atoms_[atom].text; }

  // The bytes of the text that the atom came from.
  std::string_view original(std::size_t atom) const;

  bool is_word(std::size_t atom) const { return atoms_[atom].atom_class == AtomClass::kWord; }
  bool is_plain(std::size_t atom) const;       // a word without a digit
  bool is_upper_case(std::size_t atom) const;  // "RPM", not "Rpm"

  // What joins `atom` to the next one, which must exist: one of - _ / . : + x, where '-' stands for
  // all hyphens and dashes and 'x' for '×' and '*'; '\0' for nothing.
  char joiner_after(std::size_t atom) const;
  bool has_joiner(Chain chain, char wanted) const;
  bool is_one_blank_after(std::size_t atom) const;
  bool is_preceded_by(std::size_t atom, std::string_view bytes) const;

  // The canonical form of a code, see Code.
  std::string canonical(Chain chain) const;

 private:
  std::string_view text_;
  const std::vector<Atom>& atoms_;
};

}  // namespace isthmus::text

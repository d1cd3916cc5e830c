#include "engine/search/corrections.h"

#include <algorithm>
#include <set>

#include "engine/search/nearest_words.h"
#include "schema/terms.h"

namespace isthmus::search {
namespace {

using text::Atom;
using text::AtomClass;

// Words and runs that are looked at, and those of them that are corrected.
constexpr std::size_t kMostPieces = 16;
constexpr std::size_t kMostCorrected = 3;
// A word that so few records have can be a misspelling of one that many times as many have.
constexpr std::uint32_t kRare = 2;
constexpr std::uint32_t kTimesMore = 20;

// Bytes [begin, end) of the query, and what they may have been meant to be, the best first.
struct Misspelling {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::string> meant;
};

class Corrector {
 public:
  Corrector(const index::Reader& index, std::string_view query, Suspicion suspicion,
            const std::vector<lexicon::Found>& terms)
      : index_(index),
        query_(query),
        suspicion_(suspicion),
        analysis_(text::analyse_query(query)),
        is_left_alone_(analysis_.atoms.size()) {
    for (const text::Code& code : analysis_.codes) {
      std::fill_n(is_left_alone_.begin() + code.first_atom, code.atom_count, true);
    }
    for (const lexicon::Found& term : terms) {
      for (const Atom& atom : text::split_atoms(term.text)) known_.insert(text::stem(atom.text));
    }
  }

  Result<std::vector<Misspelling>> misspellings() {
    std::vector<Misspelling> found;
    std::size_t pieces = 0;
    for (std::size_t i = 0; i < analysis_.atoms.size(); ++i) {
      if (++pieces > kMostPieces || found.size() == kMostCorrected) break;
      const std::size_t end = end_of_run(i);
      Misspelling misspelling = end > i + 1 || analysis_.atoms[i].atom_class == AtomClass::kHan
                                    ? TRY(misspelt_run(i, end))
                                    : TRY(misspelt_word(i));
      if (!misspelling.meant.empty()) found.push_back(std::move(misspelling));
      i = end - 1;
    }
    return found;
  }

 private:
  std::size_t end_of_run(std::size_t first) const {
    std::size_t end = first + 1;
    if (analysis_.atoms[first].atom_class != AtomClass::kHan) return end;
    while (end < analysis_.atoms.size() && analysis_.atoms[end].glued &&
           analysis_.atoms[end].atom_class == AtomClass::kHan)
      ++end;
    return end;
  }

  // A field's name or value, or the beginning of a word.
  bool is_syntax(const Atom& atom) const {
    const std::string_view before = query_.substr(0, atom.begin);
    const std::string_view after = query_.substr(atom.end);
    return before.ends_with(':') || before.ends_with("：") || after.starts_with(':') ||
           after.starts_with("：") || after.starts_with('*') || after.starts_with("＊");
  }

  Result<Misspelling> misspelt_word(std::size_t i) const {
    const Atom& atom = analysis_.atoms[i];
    Misspelling found{atom.begin, atom.end, {}};
    const std::string stem = text::stem(atom.text);
    if (is_left_alone_[i] || !is_correctable(atom) || is_syntax(atom) || known_.contains(stem))
      return found;
    const std::uint32_t documents = TRY(index_.document_frequency(terms::term(terms::kStem, stem)));
    if (documents > (suspicion_ == Suspicion::kRareWords ? kRare : 0)) return found;
    for (CountedWord& near : TRY(nearest_words(index_, atom.text, kMostCorrections))) {
      if (near.documents >= documents * kTimesMore) found.meant.push_back(std::move(near.word));
    }
    return found;
  }

  Result<Misspelling> misspelt_run(std::size_t first, std::size_t end) const {
    const std::vector<Atom>& atoms = analysis_.atoms;
    Misspelling found{atoms[first].begin, atoms[end - 1].end, {}};
    if (is_syntax(atoms[first]) || is_syntax(atoms[end - 1])) return found;
    std::vector<std::string> characters;
    for (std::size_t i = first; i < end; ++i) characters.push_back(atoms[i].text);
    for (const NearRun& near : TRY(nearest_runs(index_, characters, kMostCorrections))) {
      const Atom& wrong = atoms[first + near.position];
      found.meant.push_back(std::string(query_.substr(found.begin, wrong.begin - found.begin)) +
                            near.character +
                            std::string(query_.substr(wrong.end, found.end - wrong.end)));
    }
    return found;
  }

  const index::Reader& index_;
  std::string_view query_;
  Suspicion suspicion_;
  text::Analysis analysis_;
  std::vector<bool> is_left_alone_;
  std::set<std::string> known_;
};

// The query with the `choice`-th of what each misspelling may mean; the best where there is none.
std::string with_corrections(std::string_view query, const std::vector<Misspelling>& misspellings,
                             std::size_t choice) {
  std::string corrected;
  std::size_t next = 0;
  for (const Misspelling& misspelling : misspellings) {
    corrected += query.substr(next, misspelling.begin - next);
    corrected += misspelling.meant[choice < misspelling.meant.size() ? choice : 0];
    next = misspelling.end;
  }
  return corrected + std::string(query.substr(next));
}

}  // namespace

Result<std::vector<std::string>> corrected_queries(const index::Reader& index,
                                                   std::string_view query, Suspicion suspicion,
                                                   const std::vector<lexicon::Found>& terms) {
  const std::vector<Misspelling> misspellings =
      TRY(Corrector(index, query, suspicion, terms).misspellings());
  std::vector<std::string> corrected;
  if (misspellings.empty()) return corrected;
  // Of several words all choices are too many to show: only the best of each.
  const std::size_t choices = misspellings.size() == 1 ? misspellings[0].meant.size() : 1;
  for (std::size_t choice = 0; choice < choices; ++choice)
    corrected.push_back(with_corrections(query, misspellings, choice));
  return corrected;
}

}  // namespace isthmus::search

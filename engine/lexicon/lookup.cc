#include "engine/lexicon/lookup.h"

#include <algorithm>

#include "engine/lexicon/key.h"
#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::lexicon {
namespace {

using text::Atom;
using text::AtomClass;

// Of a query; its end is not looked up.
constexpr std::size_t kMostAtoms = 200;

bool is_han(const Atom& atom) { return atom.atom_class == AtomClass::kHan; }

// How many atoms from `first` on can be one term: a run of Han, or words and Han in line.
std::size_t longest_from(const std::vector<Atom>& atoms, std::size_t first) {
  std::size_t count = 1;
  bool has_words = !is_han(atoms[first]);
  while (first + count < atoms.size()) {
    const Atom& next = atoms[first + count];
    const bool joins = next.glued || (!is_han(next) && !is_han(atoms[first + count - 1]));
    has_words = has_words || !is_han(next);
    if (!joins || count >= (has_words ? kMostWords : kMostHan)) break;
    ++count;
  }
  return count;
}

bool says_something(const std::vector<Atom>& atoms, std::size_t first, std::size_t count) {
  if (count > 1) return true;
  if (!is_han(atoms[first])) return !text::is_stop_word(atoms[first].text);
  const bool is_alone =
      !atoms[first].glued && (first + 1 == atoms.size() || !atoms[first + 1].glued);
  return is_alone;
}

struct Candidate {
  std::size_t first = 0;
  std::size_t count = 0;
  std::string key;
};

// Longest first at each place.
std::vector<Candidate> candidates_in(const std::vector<Atom>& atoms) {
  std::vector<Candidate> candidates;
  for (std::size_t first = 0; first < std::min(atoms.size(), kMostAtoms); ++first) {
    for (std::size_t count = longest_from(atoms, first); count > 0; --count) {
      if (says_something(atoms, first, count))
        candidates.push_back({first, count, key_of(atoms, first, count)});
    }
  }
  return candidates;
}

Found found_at(const Candidate& candidate, std::vector<LexiconTerm> meanings) {
  Found found{candidate.first, candidate.count, meanings.front().text, {}};
  for (LexiconTerm& term : meanings) {
    for (LexiconAlternative& alternative : term.alternatives) {
      std::vector<std::string>& all = found.alternatives;
      if (std::find(all.begin(), all.end(), alternative.text) == all.end())
        all.push_back(std::move(alternative.text));
    }
  }
  return found;
}

}  // namespace

Result<std::vector<std::string>> those_in_use(std::vector<std::string> alternatives,
                                              const IsInUse& is_in_use) {
  std::vector<std::string> used;
  for (std::string& alternative : alternatives) {
    if (TRY(is_in_use(alternative))) used.push_back(std::move(alternative));
  }
  return used;
}

Result<std::vector<std::vector<LexiconTerm>>> meanings_of(const store::View& view,
                                                          const std::vector<Lexicon>& lexicons,
                                                          const std::vector<std::string>& terms) {
  std::vector<std::string> wanted;
  for (const Lexicon& lexicon : lexicons) {
    for (const std::string& term : terms) wanted.push_back(keys::lexicon_term(lexicon.name, term));
  }
  const std::vector<std::optional<std::string>> values =
      TRY(view.get_all(store::Family::kGovernance, wanted));
  std::vector<std::vector<LexiconTerm>> meanings(terms.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    Result<LexiconTerm> term = codec::decode<LexiconTerm>(*values[i]);
    if (term) meanings[i % terms.size()].push_back(*std::move(term));
  }
  return meanings;
}

Result<std::vector<Found>> find_terms(const store::View& view, const std::vector<Lexicon>& lexicons,
                                      const text::Analysis& analysis, const IsInUse& is_in_use) {
  const std::vector<Candidate> candidates = candidates_in(analysis.atoms);
  if (lexicons.empty() || candidates.empty()) return std::vector<Found>();
  std::vector<std::string> wanted;
  for (const Candidate& candidate : candidates) wanted.push_back(candidate.key);
  std::vector<std::vector<LexiconTerm>> meanings = TRY(meanings_of(view, lexicons, wanted));
  std::vector<Found> found;
  std::size_t next = 0;  // the first atom that no term has yet
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].first < next || meanings[i].empty()) continue;
    Found term = found_at(candidates[i], std::move(meanings[i]));
    if (is_in_use) term.alternatives = TRY(those_in_use(std::move(term.alternatives), is_in_use));
    if (term.alternatives.empty()) continue;
    found.push_back(std::move(term));
    next = candidates[i].first + candidates[i].count;
  }
  return found;
}

Result<std::vector<Lexicon>> all(const store::View& view) {
  std::vector<Lexicon> lexicons;
  TRY(view.scan(store::Family::kGovernance, keys::kLexiconTag, {},
                [&](std::string_view, std::string_view value) {
                  Result<Lexicon> lexicon = codec::decode<Lexicon>(value);
                  if (lexicon) lexicons.push_back(*std::move(lexicon));
                  return true;
                }));
  return lexicons;
}

}  // namespace isthmus::lexicon

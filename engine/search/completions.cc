#include "engine/search/completions.h"

#include <algorithm>
#include <set>

#include "engine/search/counted_word.h"
#include "engine/text/analysis.h"
#include "schema/terms.h"

namespace isthmus::search {
namespace {

using text::Atom;
using text::AtomClass;

// What is typed at the end counts; the rest is only carried along.
constexpr std::size_t kMostBytesRead = 256;
// Of a Han run: no word of the dictionary is longer.
constexpr std::size_t kMostCharacters = 6;
constexpr std::size_t kMostTermsWalked = 5000;
// Of a single word, before titles are looked for.
constexpr std::size_t kLeastLetters = 3;
// Frequent terms of a walk that are looked at more closely: they can be no words, or one word's
// inflections.
constexpr std::size_t kMostCandidates = 100;

struct Walk {
  std::vector<CountedWord> candidates;  // most frequent first, each counted just so
  bool is_complete = true;
};

// Words behind `prefix`, which stands for a field, that begin with `beginning` and go on.
Result<Walk> walk(const index::Reader& index, std::string_view prefix,
                  const std::string& beginning) {
  Walk walked;
  std::vector<CountedWord>& found = walked.candidates;
  std::size_t count = 0;
  TRY(index.for_each_term(std::string(prefix) + beginning,
                          [&](std::string_view term, std::uint32_t documents) {
                            walked.is_complete = ++count <= kMostTermsWalked;
                            if (!walked.is_complete) return false;
                            term.remove_prefix(prefix.size());
                            if (term != beginning) found.push_back({std::string(term), documents});
                            return true;
                          }));
  keep_most_frequent(found, kMostCandidates);
  return walked;
}

Result<std::vector<CountedWord>> latin_words(const index::Reader& index,
                                             const std::string& beginning) {
  Walk walked = TRY(walk(index, "", beginning));
  if (!walked.is_complete) walked = TRY(walk(index, terms::kTitle, beginning));
  std::vector<CountedWord> words;
  std::set<std::string> stems;
  for (CountedWord& candidate : walked.candidates) {
    std::string stem = text::stem(candidate.word);
    if (text::is_stop_word(candidate.word) || !stems.insert(stem).second) continue;
    candidate.documents = TRY(index.document_frequency(terms::term(terms::kStem, stem)));
    words.push_back(std::move(candidate));
  }
  return words;
}

// Pairs of neighbours are in the index whether they are a word or not.
bool is_han_word(const std::string& text) {
  const text::Analysis analysis = text::analyse(text);
  return analysis.words.size() == 1 && analysis.words[0].atom_count == analysis.atoms.size();
}

// The dictionary does not know every word of a trade: what stands behind this character in half of
// the records that have it, and not in one alone, is a word too.
Result<std::vector<CountedWord>> han_words(const index::Reader& index,
                                           const std::string& beginning) {
  std::vector<CountedWord> words = TRY(walk(index, "", beginning)).candidates;
  const std::uint32_t all = TRY(index.document_frequency(beginning));
  std::erase_if(words, [&](const CountedWord& candidate) {
    const bool is_usual = candidate.documents > 1 && candidate.documents * 2 >= all;
    return !is_usual && !is_han_word(candidate.word);
  });
  return words;
}

// The end of what was typed, from where a character begins.
std::string_view end_of(std::string_view typed) {
  std::size_t begin = typed.size() - std::min(typed.size(), kMostBytesRead);
  while (begin < typed.size() && (static_cast<unsigned char>(typed[begin]) & 0xC0U) == 0x80U)
    ++begin;
  return typed.substr(begin);
}

// The first atom of the Han run at the end that can begin a word.
std::size_t beginning_of_run(const std::vector<Atom>& atoms) {
  std::size_t first = atoms.size() - 1;
  while (first > 0 && atoms.size() - first < kMostCharacters && atoms[first].glued &&
         atoms[first - 1].atom_class == AtomClass::kHan)
    --first;
  return first;
}

// Not within a word of the dictionary, nor within one of a trade (see han_words).
Result<bool> can_begin_word(const index::Reader& index, const text::Analysis& analysis,
                            std::size_t first) {
  for (const text::HanWord& word : analysis.words) {
    if (first > word.first_atom && first < word.first_atom + word.atom_count) return false;
  }
  if (first == 0 || !analysis.atoms[first].glued) return true;
  const std::string& before = analysis.atoms[first - 1].text;
  const std::uint32_t together = TRY(index.document_frequency(before + analysis.atoms[first].text));
  return together == 0 || together * 2 < TRY(index.document_frequency(before));
}

std::string text_of(const std::vector<Atom>& atoms, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < atoms.size(); ++i) text += atoms[i].text;
  return text;
}

// Words, and where in the text that they complete they begin.
struct Offer {
  std::size_t begin = 0;
  std::vector<CountedWord> words;
};

Result<Offer> offer_for(const index::Reader& index, std::string_view text) {
  const text::Analysis analysis = text::analyse(text);
  const std::vector<Atom>& atoms = analysis.atoms;
  if (atoms.empty() || atoms.back().end != text.size()) return Offer{};
  if (atoms.back().atom_class == AtomClass::kWord) {
    const Atom& atom = atoms.back();
    const bool is_number = atom.text[0] >= '0' && atom.text[0] <= '9';
    const bool is_in_field = text.substr(0, atom.begin).ends_with(':');
    if (is_number || is_in_field) return Offer{};
    return Offer{atom.begin, TRY(latin_words(index, atom.text))};
  }
  const std::size_t run = beginning_of_run(atoms);
  for (std::size_t first = run; first < atoms.size(); ++first) {
    if (first > run && !TRY(can_begin_word(index, analysis, first))) continue;
    Offer offer{atoms[first].begin, TRY(han_words(index, text_of(atoms, first)))};
    if (!offer.words.empty()) return offer;
  }
  return Offer{};
}

// Words as they stand, Han characters by pairs, as titles are indexed (engine/index/document.cc).
index::Query title_query(const std::vector<Atom>& atoms, std::size_t typed_bytes) {
  std::vector<index::Query> terms;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const Atom& atom = atoms[i];
    const bool is_han = atom.atom_class == AtomClass::kHan;
    const bool goes_on = is_han && i + 1 < atoms.size() && atoms[i + 1].glued &&
                         atoms[i + 1].atom_class == AtomClass::kHan;
    const bool ends_run =
        is_han && !goes_on && i > 0 && atom.glued && atoms[i - 1].atom_class == AtomClass::kHan;
    if (ends_run) continue;  // stands in the pair before
    const std::string text = goes_on ? atom.text + atoms[i + 1].text : atom.text;
    terms.push_back(index::Query::of_term(terms::term(terms::kTitle, text)));
    if (!is_han && atom.end == typed_bytes) terms.back().op = index::Op::kPrefix;
  }
  return index::Query::joined(index::Op::kAnd, std::move(terms));
}

}  // namespace

Result<std::vector<Headline>> titles_with(const Sources& sources, std::string_view typed,
                                          std::size_t limit) {
  const std::string_view end = end_of(typed);
  const std::vector<Atom> atoms = text::split_atoms(end);
  const bool is_short =
      atoms.size() < 2 && (atoms.empty() || atoms[0].atom_class == AtomClass::kHan ||
                           atoms[0].text.size() < kLeastLetters);
  if (is_short) return std::vector<Headline>();
  index::MatchOptions options;
  options.limit = static_cast<std::uint32_t>(limit);
  const Viewer anyone;
  const index::Matches best =
      TRY(sources.index.search(title_query(atoms, end.size()), anyone, options, sources.columns));
  std::vector<std::string> ids;
  for (const index::Match& match : best.matches) ids.push_back(match.id);
  VisibleHeadlines headlines = TRY(visible_headlines(sources.store, anyone, ids));
  std::vector<Headline> found;
  for (const std::string& id : ids) {
    if (const auto one = headlines.find(id); one != headlines.end())
      found.push_back(std::move(one->second));
  }
  return found;
}

Result<std::vector<Completion>> completions(const index::Reader& index, std::string_view typed,
                                            std::size_t limit) {
  const std::string_view end = end_of(typed);
  Offer offer = TRY(offer_for(index, end));
  std::stable_sort(
      offer.words.begin(), offer.words.end(),
      [](const CountedWord& a, const CountedWord& b) { return a.documents > b.documents; });
  if (offer.words.size() > limit) offer.words.resize(limit);
  const std::string before(typed.substr(0, typed.size() - end.size() + offer.begin));
  std::vector<Completion> found;
  for (CountedWord& candidate : offer.words) {
    std::string query = before + candidate.word;
    found.push_back({std::move(candidate.word), std::move(query), candidate.documents});
  }
  return found;
}

}  // namespace isthmus::search

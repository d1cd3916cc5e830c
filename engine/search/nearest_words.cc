#include "engine/search/nearest_words.h"

#include <algorithm>
#include <bit>
#include <set>

#include "engine/search/text_expansion.h"
#include "schema/wording.h"

namespace isthmus::search {
namespace {

// Shorter words have too many neighbours, longer ones are no words.
constexpr std::size_t kFewestLetters = 4;
constexpr std::size_t kMostLetters = 24;
// Two edits in fewer letters make any word of any other.
constexpr std::size_t kFewestForTwoEdits = 8;
constexpr std::size_t kCommonLetters = 2;
// Terms of one walk: some ten milliseconds.
constexpr std::size_t kMostTermsWalked = 20'000;
// A run of two says too little, one of many is a sentence.
constexpr std::size_t kFewestCharacters = 3;
constexpr std::size_t kMostCharacters = 12;
// Candidates for one character that are looked for as a whole run.
constexpr std::size_t kMostRuns = 8;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Every text one edit away, each once, without the word itself.
std::set<std::string> one_edit_away(const std::string& word) {
  std::set<std::string> all;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    const std::string before = word.substr(0, i);
    const std::string after = word.substr(i);
    if (!after.empty()) all.insert(before + after.substr(1));
    if (after.size() > 1) all.insert(before + after[1] + after[0] + after.substr(2));
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      all.insert(before + letter + after);
      if (!after.empty()) all.insert(before + letter + after.substr(1));
    }
  }
  all.erase(word);
  return all;
}

// Which letters a word has, as bits.
std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= is_letter(c) ? 1U << static_cast<unsigned>(c - 'a') : 0;
  return letters;
}

// Two edits take away two letters and bring two at most, and change the length by two at most:
// this leaves few for the full comparison.
bool can_be_near(std::string_view word, std::string_view other) {
  if (!std::all_of(other.begin(), other.end(), is_letter)) return false;
  const std::size_t longer = std::max(word.size(), other.size());
  const std::size_t shorter = std::min(word.size(), other.size());
  return longer - shorter <= 2 && std::popcount(letters_of(word) ^ letters_of(other)) <= 4;
}

Result<std::vector<CountedWord>> two_edits_away(const index::Reader& index,
                                                const std::string& word) {
  std::vector<CountedWord> found;
  std::size_t walked = 0;
  TRY(index.for_each_term(word.substr(0, kCommonLetters),
                          [&](std::string_view term, std::uint32_t documents) {
                            if (can_be_near(word, term) && edits_between(word, term) == 2)
                              found.push_back({std::string(term), documents});
                            return ++walked < kMostTermsWalked;
                          }));
  return found;
}

void sort_and_cut(std::vector<CountedWord>& words, std::size_t limit) {
  std::erase_if(words, [](const CountedWord& near) { return text::is_stop_word(near.word); });
  keep_most_frequent(words, limit);
}

using Characters = std::vector<std::string>;

std::string joined(const Characters& characters) {
  std::string run;
  for (const std::string& character : characters) run += character;
  return run;
}

// The positions of the one character that all unknown pairs of neighbours have in common.
Result<std::vector<std::size_t>> suspects(const index::Reader& index,
                                          const Characters& characters) {
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
    if (TRY(index.document_frequency(characters[i] + characters[i + 1])) == 0) unknown.push_back(i);
  }
  if (unknown.size() == 1) return std::vector<std::size_t>{unknown[0], unknown[0] + 1};
  const bool are_neighbours = unknown.size() == 2 && unknown[0] + 1 == unknown[1];
  return are_neighbours ? std::vector<std::size_t>{unknown[1]} : std::vector<std::size_t>();
}

// The characters that stand in public records behind the one before `position`, most frequent
// first.
Result<std::vector<CountedWord>> followers(const index::Reader& index, const std::string& before) {
  std::vector<CountedWord> found;
  std::size_t walked = 0;
  TRY(index.for_each_term(before, [&](std::string_view term, std::uint32_t documents) {
    const std::string_view rest = term.substr(before.size());
    const bool is_one = !rest.empty() && text::split_atoms(rest).size() == 1;
    if (is_one) found.push_back({std::string(rest), documents});
    return ++walked < kMostTermsWalked;
  }));
  sort_and_cut(found, found.size());
  return found;
}

Result<void> add_runs(const index::Reader& index, const Characters& characters,
                      std::size_t position, std::vector<NearRun>& found) {
  const bool is_last = position + 1 == characters.size();
  std::size_t tried = 0;
  const std::vector<CountedWord> candidates = TRY(followers(index, characters[position - 1]));
  for (const CountedWord& candidate : candidates) {
    if (tried == kMostRuns) break;
    if (!is_last && TRY(index.document_frequency(candidate.word + characters[position + 1])) == 0)
      continue;
    ++tried;
    Characters changed = characters;
    changed[position] = candidate.word;
    const TextExpansion run(text::analyse_query(joined(changed)), Field::kText, {});
    const index::DocumentsByFace documents = TRY(index.documents(run.exact(), {}));
    const std::uint64_t count = documents[0].count();
    if (count > 0) found.push_back({position, candidate.word, count});
  }
  return {};
}

}  // namespace

bool is_correctable(const text::Atom& atom) {
  return atom.atom_class == text::AtomClass::kWord && atom.text.size() >= kFewestLetters &&
         atom.text.size() <= kMostLetters &&
         std::all_of(atom.text.begin(), atom.text.end(), is_letter) &&
         !text::is_stop_word(atom.text);
}

Result<std::vector<CountedWord>> nearest_words(const index::Reader& index, const std::string& word,
                                               std::size_t limit) {
  std::vector<CountedWord> found;
  for (const std::string& other : one_edit_away(word)) {
    const std::uint32_t documents = TRY(index.document_frequency(other));
    if (documents > 0) found.push_back({other, documents});
  }
  sort_and_cut(found, limit);
  if (!found.empty() || word.size() < kFewestForTwoEdits) return found;
  found = TRY(two_edits_away(index, word));
  sort_and_cut(found, limit);
  return found;
}

Result<std::vector<NearRun>> nearest_runs(const index::Reader& index, const Characters& characters,
                                          std::size_t limit) {
  std::vector<NearRun> found;
  if (characters.size() < kFewestCharacters || characters.size() > kMostCharacters) return found;
  const std::vector<std::size_t> positions = TRY(suspects(index, characters));
  for (const std::size_t position : positions) {
    if (position > 0) TRY(add_runs(index, characters, position, found));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const NearRun& a, const NearRun& b) { return a.documents > b.documents; });
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace isthmus::search

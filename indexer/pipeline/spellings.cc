#include "indexer/pipeline/spellings.h"

#include <algorithm>
#include <array>

#include "engine/lexicon/prose.h"
#include "engine/text/analysis.h"

namespace isthmus::pipeline {
namespace {

constexpr std::uint64_t kLeastRecords = 2;  // one record alone has a slip of the pen
constexpr std::size_t kLeastPart = 3;       // letters of each of two words
constexpr std::size_t kLeastWord = 5;
constexpr std::size_t kLongestWord = 30;

struct Endings {
  std::string_view british;
  std::string_view american;
};
constexpr std::array<Endings, 8> kEndings = {{{"our", "or"},
                                              {"oured", "ored"},
                                              {"ise", "ize"},
                                              {"ised", "ized"},
                                              {"isation", "ization"},
                                              {"yse", "yze"},
                                              {"tre", "ter"},
                                              {"ogue", "og"}}};

// Latin letters alone: numbers and codes have no spellings.
bool is_plain(const text::Atom& atom) {
  return atom.atom_class == text::AtomClass::kWord && atom.text.size() >= kLeastPart &&
         atom.text.size() <= kLongestWord &&
         std::all_of(atom.text.begin(), atom.text.end(), lexicon::is_letter);
}

// In an address or a name of code words stand together for another reason.
bool is_in_sentence(std::string_view text, const text::Atom& atom) {
  constexpr std::string_view kJoining = "./_@:=<>#-&";
  const bool is_free_before =
      atom.begin == 0 || kJoining.find(text[atom.begin - 1]) == std::string_view::npos;
  const std::string_view after = text.substr(atom.end, 2);
  const bool is_free_after = after.empty() || kJoining.find(after[0]) == std::string_view::npos ||
                             (after.size() == 2 && !lexicon::is_letter(after[1]));
  return is_free_before && is_free_after;
}

// One blank or hyphen between the two.
bool is_couple(std::string_view text, const text::Atom& first, const text::Atom& second) {
  if (second.begin != first.end + 1) return false;
  const char between = text[first.end];
  return (between == ' ' || between == '-') && is_plain(first) && is_plain(second) &&
         !text::is_stop_word(first.text) && !text::is_stop_word(second.text);
}

std::string without_blank(std::string text) {
  std::erase(text, ' ');
  return text;
}

}  // namespace

void SpellingCounts::add(const std::string& id, std::string_view text) {
  if (record_ != id) of_record_.clear();
  record_ = id;
  const std::string prose = lexicon::without_code(text);
  const std::vector<text::Atom> atoms = text::split_atoms(prose);
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (is_plain(atoms[i]) && atoms[i].text.size() >= kLeastWord && is_in_sentence(prose, atoms[i]))
      count(id, atoms[i].text, words_);
    if (i + 1 < atoms.size() && is_couple(prose, atoms[i], atoms[i + 1]))
      count(id, atoms[i].text + " " + atoms[i + 1].text, couples_);
  }
  if (words_.size() <= most_ && couples_.size() <= most_) return;
  ++rare_;
  const auto is_rare = [&](const auto& one) { return one.second.records <= rare_; };
  std::erase_if(words_, is_rare);
  std::erase_if(couples_, is_rare);
}

void SpellingCounts::count(const std::string& id, const std::string& form, Counts& counts) {
  if (!of_record_.insert(form).second) return;
  Seen& seen = counts[form];
  if (++seen.records == 1) seen.example = id;
}

void SpellingCounts::add_pair(const Counts::value_type& term, const Counts::value_type& other,
                              std::vector<SpellingPair>& all) {
  const std::uint64_t records = std::min(term.second.records, other.second.records);
  if (records < kLeastRecords) return;
  all.push_back({term.first, other.first, records, {term.second.example, other.second.example}});
  std::vector<std::string>& examples = all.back().examples;
  examples.erase(std::unique(examples.begin(), examples.end()), examples.end());
}

std::vector<SpellingPair> SpellingCounts::pairs() const {
  std::vector<SpellingPair> all;
  for (const auto& couple : couples_) {
    const auto closed = words_.find(without_blank(couple.first));
    if (closed != words_.end()) add_pair(couple, *closed, all);
  }
  for (const auto& word : words_) {
    for (const Endings& endings : kEndings) {
      if (!word.first.ends_with(endings.british)) continue;
      const std::string stem = word.first.substr(0, word.first.size() - endings.british.size());
      const auto american = words_.find(stem + std::string(endings.american));
      if (american != words_.end()) add_pair(word, *american, all);
    }
  }
  return all;
}

}  // namespace isthmus::pipeline

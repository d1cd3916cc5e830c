#include "engine/links/profile.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/text/analysis.h"
#include "schema/blanks.h"
#include "schema/hash.h"
#include "schema/terms.h"

namespace isthmus::links {
namespace {

constexpr std::size_t kTerms = 256;
constexpr std::size_t kNames = 32;  // enough for any work of hands; a hostile record has thousands
constexpr std::size_t kLongestName = 200;  // bytes; beyond it is no name

// Of one field. What a longer text is about stands at its beginning, and a profile must not cost
// more than indexing does.
constexpr std::size_t kAnalysedBytes = 20'000;

// How much an occurrence counts.
constexpr std::uint32_t kTitleCount = 3;  // also keywords, equipment and codes
constexpr std::uint32_t kAbstractCount = 2;
constexpr std::uint32_t kBodyCount = 1;
constexpr std::uint32_t kMostFromBody = 8;  // a long text must not drown its own title

constexpr std::size_t kLongestWord = 64;    // bytes; beyond it is no word but data
constexpr std::size_t kShortestNumber = 3;  // digits; a shorter number alone says nothing
constexpr std::size_t kShortestWord = 2;    // characters

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

bool says_something(std::string_view word) {
  if (word.size() > kLongestWord || character_count(word) < kShortestWord) return false;
  const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
  if (is_number && word.size() < kShortestNumber) return false;
  return !text::is_stop_word(word);
}

// The beginning of a text, cut between two characters.
std::string_view beginning(std::string_view text) {
  if (text.size() <= kAnalysedBytes) return text;
  std::size_t end = kAnalysedBytes;
  while (end > 0 && (text[end] & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& element : list) {
    if (text.size() > kAnalysedBytes) break;
    text += element;
    text += " ; ";  // so that nothing runs from one into the next
  }
  return text;
}

class Counter {
 public:
  // `analysis` is that of `text`.
  void add(std::string_view text, const text::Analysis& analysis, std::uint32_t each,
           std::uint32_t most = 0xffffffff) {
    ++fields_;
    const auto count = [&](std::string term, std::string_view surface) {
      Tally& tally = tallies_[std::move(term)];
      if (tally.field != fields_) tally.field = fields_, tally.in_field = 0;
      if (tally.in_field >= most) return;
      tally.in_field += each;
      tally.count += each;
      tally.count_surface(surface);
    };
    count_codes(analysis, text, count);
    count_words(analysis, count);
    count_han(analysis, count);
  }

  // The most frequent terms, sorted by term.
  std::vector<ProfileTerm> terms() const {
    std::vector<ProfileTerm> terms;
    terms.reserve(tallies_.size());
    for (const auto& [term, tally] : tallies_) {
      const std::string& surface = tally.usual_surface();
      terms.push_back({term, surface == term ? std::string() : surface, tally.count});
    }
    keep_most_frequent(terms);
    std::sort(terms.begin(), terms.end(),
              [](const ProfileTerm& a, const ProfileTerm& b) { return a.term < b.term; });
    return terms;
  }

 private:
  struct Surface {
    std::string text;
    std::uint32_t count = 0;
  };

  struct Tally {
    std::uint32_t count = 0;
    std::uint32_t field = 0;        // the last one that has the term, counted from 1
    std::uint32_t in_field = 0;     // how much of `count` is of it
    std::vector<Surface> surfaces;  // one or two, in nearly every case

    void count_surface(std::string_view text) {
      for (Surface& surface : surfaces) {
        if (surface.text == text) {
          ++surface.count;
          return;
        }
      }
      surfaces.push_back({std::string(text), 1});
    }

    // The most frequent one; the first by bytes of several.
    const std::string& usual_surface() const {
      return std::max_element(surfaces.begin(), surfaces.end(),
                              [](const Surface& a, const Surface& b) {
                                return a.count != b.count ? a.count < b.count : a.text > b.text;
                              })
          ->text;
    }
  };

  template <typename Count>
  void count_codes(const text::Analysis& analysis, std::string_view text, Count&& count) {
    covered_.assign(analysis.atoms.size(), false);
    for (const text::Code& code : analysis.codes) {
      if (code.atom_count == 0) continue;
      const text::Atom& first = analysis.atoms[code.first_atom];
      const text::Atom& last = analysis.atoms[code.first_atom + code.atom_count - 1];
      std::fill_n(covered_.begin() + code.first_atom, code.atom_count, true);
      if (last.end - first.begin > kLongestWord) continue;
      count(terms::term(terms::kCode, code.text), text.substr(first.begin, last.end - first.begin));
    }
  }

  template <typename Count>
  void count_words(const text::Analysis& analysis, Count&& count) {
    for (std::size_t i = 0; i < analysis.atoms.size(); ++i) {
      const text::Atom& atom = analysis.atoms[i];
      if (atom.atom_class != text::AtomClass::kWord || !says_something(atom.text)) continue;
      if (covered_[i] && has_digit(atom.text)) continue;  // the code says it better
      count(terms::term(terms::kStem, text::stem(atom.text)), atom.text);
    }
  }

  template <typename Count>
  void count_han(const text::Analysis& analysis, Count&& count) {
    std::vector<bool> in_word(analysis.atoms.size(), false);
    for (const text::HanWord& word : analysis.words) {
      std::fill_n(in_word.begin() + word.first_atom, word.atom_count, true);
      if (word.atom_count < kShortestWord || word.text.size() > kLongestWord) continue;
      count(terms::term("", word.text), word.text);
    }
    // Names and terms of the trade that the dictionary lacks fall apart into single characters:
    // their pairs stand for them.
    for (std::size_t i = 1; i < analysis.atoms.size(); ++i) {
      const text::Atom& first = analysis.atoms[i - 1];
      const text::Atom& second = analysis.atoms[i];
      const bool are_han = first.atom_class == text::AtomClass::kHan &&
                           second.atom_class == text::AtomClass::kHan && second.glued;
      if (!are_han || in_word[i - 1] || in_word[i]) continue;
      const std::string pair = first.text + second.text;
      count(terms::term("", pair), pair);
    }
  }

  static void keep_most_frequent(std::vector<ProfileTerm>& terms) {
    if (terms.size() <= kTerms) return;
    const auto ranks_above = [](const ProfileTerm& a, const ProfileTerm& b) {
      if (a.count != b.count) return a.count > b.count;
      const std::uint64_t hash_a = hash64(a.term);
      const std::uint64_t hash_b = hash64(b.term);
      return hash_a != hash_b ? hash_a < hash_b : a.term < b.term;
    };
    const auto end = terms.begin() + kTerms;
    std::nth_element(terms.begin(), end, terms.end(), ranks_above);
    terms.erase(end, terms.end());
  }

  std::unordered_map<std::string, Tally> tallies_;
  std::uint32_t fields_ = 0;
  std::vector<bool> covered_;  // atoms that are part of a code
};

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

template <typename Named>
std::vector<std::string> normal_identifiers(const std::vector<Named>& named) {
  std::vector<std::string> normal;
  for (const Named& one : named) {
    std::string identifier = normal_identifier(one.scheme, one.value);
    if (!identifier.empty()) normal.push_back(std::move(identifier));
  }
  sort_unique(normal);
  return normal;
}

bool is_name(std::string_view text) { return text.size() <= kLongestName && !is_blank(text); }

// Each once; the first ones of a list that is too long.
class Names {
 public:
  bool is_full() const { return names_.size() == kNames; }

  void add(std::string_view prefix, std::string_view name, const std::string& shown) {
    if (is_full() || name.empty()) return;
    std::string term = terms::term(prefix, name);
    for (const ProfileTerm& known : names_)
      if (known.term == term) return;
    names_.push_back({std::move(term), shown, 0});
  }

  void add_organisation(const std::string& organisation) {
    if (is_name(organisation)) add(terms::kOrganisation, text::fold(organisation), organisation);
  }

  std::vector<ProfileTerm> sorted() && {
    std::sort(names_.begin(), names_.end(),
              [](const ProfileTerm& a, const ProfileTerm& b) { return a.term < b.term; });
    return std::move(names_);
  }

 private:
  std::vector<ProfileTerm> names_;
};

std::vector<ProfileTerm> names_of(const Record& shown) {
  Names names;
  names.add_organisation(shown.organisation);
  for (const Author& author : shown.authors) {
    if (names.is_full()) break;
    const std::string& organisation =
        author.organisation.empty() ? shown.organisation : author.organisation;
    const bool is_named = is_name(author.name);
    names.add_organisation(author.organisation);
    names.add(terms::kPerson, author.orcid, is_named ? author.name : author.orcid);
    if (is_named && is_name(organisation))
      names.add(terms::kPerson, text::fold(author.name + "@" + organisation), author.name);
  }
  return std::move(names).sorted();
}

std::vector<ProfileTerm> terms_of(const text::AnalysedFace& face) {
  const Record& shown = face.shown();
  Counter counter;
  const auto add = [&](std::string_view field, std::uint32_t each,
                       std::uint32_t most = 0xffffffff) {
    const std::string_view text = beginning(field);
    counter.add(text, face.analysis(text), each, most);
  };
  const auto add_list = [&counter](const std::vector<std::string>& list) {
    const std::string all = joined(list);
    const std::string_view text = beginning(all);
    counter.add(text, text::analyse(text), kTitleCount);
  };
  add(shown.title, kTitleCount);
  for (const auto& [language, text] : shown.title_translations) add(text, kTitleCount);
  add_list(shown.keywords);
  add_list(shown.equipment);
  add_list(shown.codes);
  add(shown.abstract, kAbstractCount);
  for (const auto& [language, text] : shown.abstract_translations) add(text, kAbstractCount);
  add(shown.body, kBodyCount, kMostFromBody);
  return counter.terms();
}

}  // namespace

Profile make_profile(const text::AnalysedFace& face) {
  const Record& shown = face.shown();
  Profile profile;
  profile.side = shown.side;
  profile.terms = terms_of(face);
  profile.identifiers = normal_identifiers(shown.identifiers);
  profile.references = normal_identifiers(shown.references);
  if (face.face() == Face::kRestricted) profile.audiences = audience_terms(face.whole());
  profile.relations = shown.relations;
  profile.names = names_of(shown);
  return profile;
}

std::vector<ProfileTerm> counted_terms(std::string_view text) {
  Counter counter;
  const std::string_view read = beginning(text);
  counter.add(read, text::analyse(read), 1);
  return counter.terms();
}

}  // namespace isthmus::links

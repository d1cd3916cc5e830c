#include "engine/search/related_terms.h"

#include <algorithm>

#include "engine/lexicon/lookup.h"
#include "engine/links/profile.h"
#include "engine/links/weights.h"
#include "engine/text/analysis.h"

namespace isthmus::search {
namespace {

constexpr std::size_t kMostPairs = 4;
// Of a long text the beginning says what it is about.
constexpr std::size_t kReadBytes = 6000;
// Links with so many words in common explain themselves.
constexpr std::size_t kEnoughShared = 3;
constexpr std::size_t kComparedWords = 16;
// Words that are nearer than this stand in much the same texts. Chosen by eye.
constexpr double kNear = 0.6;

std::string beginning_of(const Record& shown) {
  std::string text = shown.title + "\n";
  for (const std::string& keyword : shown.keywords) text += keyword + "\n";
  text += shown.abstract + "\n" + shown.body;
  if (text.size() <= kReadBytes) return text;
  std::size_t end = kReadBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool has_term(const Profile& profile, const std::string& term) {
  const auto place = std::lower_bound(
      profile.terms.begin(), profile.terms.end(), term,
      [](const ProfileTerm& one, const std::string& wanted) { return one.term < wanted; });
  return place != profile.terms.end() && place->term == term;
}

bool has_all(const Profile& profile, const std::string& text) {
  const std::vector<ProfileTerm> parts = links::counted_terms(text);
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const ProfileTerm& part) {
    return has_term(profile, part.term);
  });
}

double cosine(const vectors::Direction& a, const vectors::Direction& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
  return sum;
}

}  // namespace

Result<RelatedTerms> RelatedTerms::of(const Sources& sources, const links::Candidate& source,
                                      const Record& shown) {
  RelatedTerms related;
  const std::vector<Lexicon> lexicons = TRY(lexicon::all(sources.store));
  if (!lexicons.empty()) {
    const text::Analysis analysis = text::analyse(beginning_of(shown));
    related.found_ = TRY(lexicon::find_terms(sources.store, lexicons, analysis));
  }
  const std::optional<Profile> profile = TRY(sources.store.profile(source.face, source.id));
  if (!profile || !sources.vectors || !sources.epoch) return related;
  related.words_ = strongest(sources, *TRY(sources.epoch()), *profile);
  return related;
}

Result<std::vector<TermPair>> RelatedTerms::with(const Sources& sources,
                                                 const links::Candidate& target,
                                                 std::size_t shared_words) const {
  const bool wants_near = shared_words < kEnoughShared && !words_.empty();
  if (found_.empty() && !wants_near) return std::vector<TermPair>{};
  const std::optional<Profile> profile = TRY(sources.store.profile(target.face, target.id));
  if (!profile) return std::vector<TermPair>{};
  std::vector<TermPair> pairs = translated(*profile);
  if (wants_near) add_near(strongest(sources, *TRY(sources.epoch()), *profile), pairs);
  return pairs;
}

std::vector<RelatedTerms::Word> RelatedTerms::strongest(const Sources& sources,
                                                        const links::Epoch& epoch,
                                                        const Profile& profile) {
  std::vector<Word> words;
  for (const links::StrongTerm& strong : links::strongest_terms(epoch, profile, kComparedWords)) {
    if (links::is_code_term(strong.term)) continue;
    const auto own =
        std::find_if(profile.terms.begin(), profile.terms.end(),
                     [&](const ProfileTerm& term) { return term.term == strong.term; });
    words.push_back({own->term, own->surface.empty() ? own->term : own->surface,
                     sources.vectors->space().direction_of({{own->term, {}, 1}})});
  }
  return words;
}

std::vector<TermPair> RelatedTerms::translated(const Profile& target) const {
  std::vector<TermPair> pairs;
  for (const lexicon::Found& term : found_) {
    if (pairs.size() == kMostPairs) break;
    if (has_all(target, term.text)) continue;  // a word of both
    const auto alternative =
        std::find_if(term.alternatives.begin(), term.alternatives.end(),
                     [&](const std::string& text) { return has_all(target, text); });
    if (alternative == term.alternatives.end()) continue;
    TermPair pair{term.text, *alternative, true};
    if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end())
      pairs.push_back(std::move(pair));
  }
  return pairs;
}

// The nearest first; each word stands in one pair.
void RelatedTerms::add_near(const std::vector<Word>& others, std::vector<TermPair>& pairs) const {
  struct Near {
    double cosine;
    const Word* own;
    const Word* other;
  };
  std::vector<Near> near;
  for (const Word& own : words_) {
    for (const Word& other : others) {
      const double value = own.term == other.term ? 0 : cosine(own.direction, other.direction);
      if (value >= kNear) near.push_back({value, &own, &other});
    }
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const Near& a, const Near& b) { return a.cosine > b.cosine; });
  std::set<std::string> used;
  for (const TermPair& pair : pairs) used.insert({pair.source, pair.target});
  for (const Near& one : near) {
    if (pairs.size() == kMostPairs) return;
    if (used.contains(one.own->surface) || used.contains(one.other->surface)) continue;
    used.insert({one.own->surface, one.other->surface});
    pairs.push_back({one.own->surface, one.other->surface, false});
  }
}

}  // namespace isthmus::search

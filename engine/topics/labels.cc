#include "engine/topics/labels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/lexicon/key.h"
#include "engine/lexicon/lookup.h"
#include "engine/links/profile.h"
#include "engine/links/weights.h"
#include "engine/topics/phrases.h"
#include "schema/face.h"
#include "schema/hash.h"

namespace isthmus::topics {
namespace {

constexpr std::size_t kMostRead = 400;  // records of a group
constexpr std::size_t kTried = 60;      // candidates of a language, best first
constexpr double kPhraseWorth = 3;      // a phrase is in few titles, and says more than its words
constexpr std::uint32_t kLeastRecords = 2;
constexpr std::size_t kShortestEnglish = 3;   // bytes
constexpr std::size_t kLongestBorrowed = 32;  // bytes; dictionaries explain at length
constexpr std::size_t kBorrowsBelow = 4;  // a language of fewer than one in so many titles borrows

struct Candidate {
  std::map<std::string, std::uint32_t> surfaces;  // as it is written, with the records that do
  std::uint32_t records = 0;
  bool is_phrase = false;

  // The most frequent one; the first by bytes of several.
  const std::string& surface() const {
    return std::max_element(surfaces.begin(), surfaces.end(),
                            [](const auto& a, const auto& b) {
                              return a.second != b.second ? a.second < b.second : a.first > b.first;
                            })
        ->first;
  }
};

struct Label {
  std::string surface;
  std::string key;  // folded
  double worth = 0;
};

using Candidates = std::unordered_map<std::string, Candidate>;

// The members that are read: by the hash of the id, so that they depend on the group alone.
std::vector<std::uint32_t> read_ones(const Points& points, std::vector<std::uint32_t> members) {
  if (members.size() > kMostRead) {
    std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
      return hash64(points.points[a].id) < hash64(points.points[b].id);
    });
    members.resize(kMostRead);
  }
  return members;
}

Result<Candidates> words_of(const Wording& wording, const std::vector<std::uint32_t>& members) {
  std::vector<std::string> keys;
  for (const std::uint32_t member : members)
    keys.push_back(keys::faced(Face::kPublic, wording.points.points[member].id));
  Candidates candidates;
  for (const auto& bytes : TRY(wording.view.get_all(store::Family::kProfiles, keys))) {
    if (!bytes) continue;
    const Result<Profile> profile = codec::decode<Profile>(*bytes);
    if (!profile) continue;  // `check` reports it
    for (const ProfileTerm& term : profile->terms) {
      if (links::is_code_term(term.term)) continue;
      Candidate& candidate = candidates[term.term];
      ++candidate.records;
      ++candidate.surfaces[term.surface.empty() ? term.term : term.surface];
    }
  }
  return candidates;
}

Candidates phrases_among(const Points& points, const std::vector<std::uint32_t>& members) {
  Candidates candidates;
  for (const std::uint32_t member : members) {
    std::set<std::string> seen;  // one way of writing a record
    for (const std::string& phrase : phrases_of(points.points[member].subject)) {
      std::string key = phrase_key(phrase);
      if (!seen.insert(key).second) continue;
      Candidate& candidate = candidates[std::move(key)];
      candidate.is_phrase = true;
      ++candidate.records;
      ++candidate.surfaces[phrase];
    }
  }
  return candidates;
}

// The share of all records that have the term; for a phrase that of its rarest word, which is at
// least its own.
double share_of_all(const Wording& wording, const std::string& key, const Candidate& candidate) {
  const auto all = static_cast<double>(
      std::max<std::uint64_t>(wording.words.public_profiles(), wording.points.size()));
  const auto share = [&](const std::string& term) {
    return (wording.words.document_frequency(term) + 1.0) / (all + 1);
  };
  if (!candidate.is_phrase) return share(key);
  double least = 1;
  for (const ProfileTerm& term : links::counted_terms(candidate.surface()))
    least = std::min(least, share(term.term));
  return least;
}

void add_labels(const Wording& wording, const Candidates& candidates, std::size_t read,
                std::vector<Label>& labels) {
  for (const auto& [key, candidate] : candidates) {
    if (candidate.records < std::min<std::size_t>(kLeastRecords, read)) continue;
    const double share = static_cast<double>(candidate.records) / static_cast<double>(read);
    const double others = share_of_all(wording, key, candidate);
    if (share <= others) continue;
    const double lift = std::log(share / others);
    const double worth = share * lift * lift * (candidate.is_phrase ? kPhraseWorth : 1);
    const std::string& surface = candidate.surface();
    labels.push_back({surface, phrase_key(surface), worth});
  }
}

bool stands_within(const std::string& one, const std::string& other) {
  return other.find(one) != std::string::npos;
}

void sort_by_worth(std::vector<Label>& labels) {
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.surface < b.surface;
  });
}

std::size_t chinese_titles(const Points& points, const std::vector<std::uint32_t>& members) {
  return static_cast<std::size_t>(std::count_if(
      members.begin(), members.end(),
      [&](std::uint32_t member) { return is_chinese(points.points[member].subject.title); }));
}

// The first that a lexicon says in the wanted language; empty: none says anything.
std::string first_alternative(const std::vector<LexiconTerm>& meanings,
                              bool (*is_wanted)(std::string_view)) {
  for (const LexiconTerm& meaning : meanings) {
    for (const LexiconAlternative& alternative : meaning.alternatives) {
      const std::string& text = alternative.text;
      if (is_wanted(text) && text.size() <= kLongestBorrowed) return text;
    }
  }
  return {};
}

// Adds to `labels` what the lexicons say for the best of the other language.
Result<void> borrow(const Wording& wording, bool (*is_wanted)(std::string_view),
                    const std::vector<Label>& others, std::vector<Label>& labels) {
  std::vector<std::string> keys;
  for (const Label& other : others) {
    if (keys.size() == kTried) break;
    keys.push_back(lexicon::key_of(other.surface));
  }
  const auto meanings = TRY(lexicon::meanings_of(wording.view, wording.lexicons, keys));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::string text = first_alternative(meanings[i], is_wanted);
    if (text.empty()) continue;
    std::string key = phrase_key(text);
    labels.push_back({std::move(text), std::move(key), others[i].worth});
  }
  sort_by_worth(labels);
  return {};
}

// The best that say different things. A longer label takes the place of a part of it that is hardly
// better.
std::vector<std::string> best_of(std::vector<Label> labels) {
  const std::size_t tried = std::min(kTried, labels.size());
  labels.resize(tried);
  std::vector<Label> kept;
  for (const Label& label : labels) {
    const auto clashes = [&](const Label& other) {
      return stands_within(label.key, other.key) || stands_within(other.key, label.key);
    };
    if (std::none_of(kept.begin(), kept.end(), clashes)) kept.push_back(label);
    if (kept.size() == kLabels) break;
  }
  std::vector<std::string> surfaces;
  for (Label& label : kept) surfaces.push_back(std::move(label.surface));
  return surfaces;
}

}  // namespace

Result<TopicLabels> labels_of(const Wording& wording, const std::vector<std::uint32_t>& members) {
  const std::vector<std::uint32_t> read = read_ones(wording.points, members);
  std::vector<Label> labels;
  add_labels(wording, TRY(words_of(wording, read)), read.size(), labels);
  add_labels(wording, phrases_among(wording.points, read), read.size(), labels);
  sort_by_worth(labels);
  std::vector<Label> chinese;
  std::vector<Label> english;
  for (Label& label : labels) {
    if (is_chinese(label.surface)) {
      chinese.push_back(std::move(label));
    } else if (is_english(label.surface) && label.surface.size() >= kShortestEnglish) {
      english.push_back(std::move(label));
    }
  }
  const std::size_t in_chinese = chinese_titles(wording.points, read);
  if (in_chinese * kBorrowsBelow < read.size()) {
    TRY(borrow(wording, is_chinese, english, chinese));
  } else if ((read.size() - in_chinese) * kBorrowsBelow < read.size()) {
    TRY(borrow(wording, is_english, chinese, english));
  }
  return TopicLabels{best_of(std::move(chinese)), best_of(std::move(english))};
}

}  // namespace isthmus::topics

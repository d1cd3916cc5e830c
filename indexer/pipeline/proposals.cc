#include "indexer/pipeline/proposals.h"

#include <algorithm>
#include <optional>

#include "engine/lexicon/key.h"
#include "engine/lexicon/lookup.h"
#include "engine/lexicon/prose.h"
#include "schema/codec.h"
#include "schema/face.h"
#include "schema/keys.h"

namespace isthmus::pipeline {
namespace {

constexpr std::size_t kExamples = 2;
constexpr std::size_t kLeastHan = 2;

// The last `count` characters of a text of Han; all of it when it has fewer or is of another script.
std::string_view end_of(std::string_view text, std::size_t count) {
  const std::size_t size = lexicon::han_count(text);
  if (size <= count || text.size() % size != 0) return text;
  return text.substr(text.size() - count * (text.size() / size));
}

void merge(const Proposal& from, Proposal& into) {
  into.records += from.records;
  into.examples.insert(into.examples.end(), from.examples.begin(), from.examples.end());
  std::sort(into.examples.begin(), into.examples.end());
  into.examples.resize(std::min(into.examples.size(), kExamples));
}

// The longest end that two records and half of all have, and two thirds of the shortest writing:
// 聚合酶链反应 and 聚合酶链式反应 end alike and are no 反应. Empty when there is none.
std::string shared_end(const std::vector<Proposal>& writings) {
  std::uint64_t all = 0;
  std::size_t shortest = lexicon::kMostHan;
  for (const Proposal& one : writings) {
    all += one.records;
    shortest = std::min(shortest, lexicon::han_count(one.term));
  }
  const std::size_t least = std::max(kLeastHan, (shortest * 2 + 2) / 3);
  for (std::size_t size = lexicon::kMostHan; size >= least; --size) {
    std::map<std::string, std::uint64_t> counts;
    for (const Proposal& one : writings) {
      const std::string_view end = end_of(one.term, size);
      if (lexicon::han_count(end) == size) counts[std::string(end)] += one.records;
    }
    for (const auto& [end, count] : counts) {
      if (count >= 2 && count * 2 >= all) return end;
    }
  }
  return {};
}

// Writings of one term with more or less before it become one; what shares no end stays apart.
std::vector<Proposal> joined(std::vector<Proposal> writings) {
  std::map<std::string, std::vector<Proposal>> by_end;
  for (Proposal& one : writings)
    by_end[std::string(end_of(one.term, kLeastHan))].push_back(std::move(one));
  std::vector<Proposal> all;
  for (auto& [two, group] : by_end) {
    const std::string end = group.size() > 1 ? shared_end(group) : std::string();
    std::optional<Proposal> one;
    for (Proposal& writing : group) {
      if (end.empty() || !writing.term.ends_with(end)) {
        all.push_back(std::move(writing));
      } else if (one) {
        merge(writing, *one);
      } else {
        one = std::move(writing);
        one->term = end;
      }
    }
    if (one) all.push_back(*std::move(one));
  }
  return all;
}

bool has_alternative(const std::vector<LexiconTerm>& meanings, const std::string& key) {
  return std::any_of(meanings.begin(), meanings.end(), [&](const LexiconTerm& meaning) {
    return std::any_of(meaning.alternatives.begin(), meaning.alternatives.end(),
                       [&](const LexiconAlternative& alternative) {
                         return lexicon::key_of(alternative.text) == key;
                       });
  });
}

Result<bool> is_known(const store::View& view, const std::vector<Lexicon>& lexicons,
                      const Proposal& proposal) {
  const std::string term = lexicon::key_of(proposal.term);
  const std::string other = lexicon::key_of(proposal.other);
  if (TRY(view.get(store::Family::kGovernance, keys::pair_decision(term, other)))) return true;
  const auto meanings = TRY(lexicon::meanings_of(view, lexicons, {term, other}));
  // A term has so many alternatives at most, so either side may lack the other.
  return has_alternative(meanings[0], other) || has_alternative(meanings[1], term);
}

void gather(const Record& record, Gathering& gathering) {
  gathering.add(record.id, record.title);
  for (const auto& [language, text] : record.title_translations) gathering.add(record.id, text);
  gathering.add(record.id, record.abstract);
  for (const auto& [language, text] : record.abstract_translations) gathering.add(record.id, text);
  gathering.add(record.id, record.body);
}

Result<void> gather_all(const store::View& view, const ProposingOptions& options,
                        Gathering& gathering) {
  std::uint64_t done = 0;
  const auto read = [&](std::string_view id, std::string_view value) -> Result<void> {
    if (options.stop != nullptr && options.stop->load()) return {};
    if (options.progress) options.progress(++done);
    StoredRecord stored = TRY(codec::decode<StoredRecord>(value));
    const std::vector<Face> faces = faces_of(stored.record);
    if (faces.empty() || faces.front() != Face::kPublic) return {};
    stored.record.body = TRY(view.body(id));
    gather(face_of(std::move(stored.record), Face::kPublic), gathering);
    return {};
  };
  return view.for_each(store::Family::kRecords, {}, read);
}

}  // namespace

void Gathering::add(const std::string& id, std::string_view text) {
  for (const lexicon::Gloss& gloss : lexicon::find_glosses(text)) add_gloss(id, gloss);
  if (pairs_ > most_pairs_) forget_rare();
  spellings_.add(id, text);
}

// Has the record given this pair already, perhaps with more or less before the Chinese term? Those
// become one proposal, for which it must not count twice.
bool Gathering::has_like(const std::string& id, const std::string& other, const std::string& term) {
  if (record_ != id) likes_.clear();
  record_ = id;
  return !likes_.insert(other + '\0' + std::string(end_of(term, kLeastHan))).second;
}

void Gathering::add_gloss(const std::string& id, const lexicon::Gloss& gloss) {
  const std::string term = lexicon::key_of(gloss.term);
  const std::string other_key = lexicon::key_of(gloss.other);
  if (term.empty() || other_key.empty() || term == other_key) return;
  const char kind = gloss.kind == lexicon::GlossKind::kAbbreviation ? 'a' : 't';
  const std::string other = kind + other_key;
  if (has_like(id, other, term)) return;
  const auto [place, is_new] = by_other_[other].try_emplace(term);
  Writing& writing = place->second;
  if (is_new) {
    ++pairs_;
    writing.term = gloss.term;
    writing.other = gloss.other;
  }
  ++writing.records;
  if (writing.examples.size() < kExamples) writing.examples.push_back(id);
}

void Gathering::forget_rare() {
  ++rare_;
  for (auto other = by_other_.begin(); other != by_other_.end();) {
    pairs_ -=
        std::erase_if(other->second, [&](const auto& one) { return one.second.records <= rare_; });
    other = other->second.empty() ? by_other_.erase(other) : std::next(other);
  }
}

// "data sets" goes with "data set": one pair of terms, that of most records.
std::vector<Proposal> Gathering::spellings() const {
  std::map<std::string, Proposal> by_key;
  for (SpellingPair& one : spellings_.pairs()) {
    const std::string term = lexicon::key_of(one.term);
    const std::string other = lexicon::key_of(one.other);
    if (term == other) continue;
    Proposal& known = by_key[term + '\0' + other];
    if (known.records < one.records)
      known = {lexicon::GlossKind::kSpelling, std::move(one.term), std::move(one.other),
               one.records, std::move(one.examples)};
  }
  std::vector<Proposal> all;
  for (auto& [key, proposal] : by_key) all.push_back(std::move(proposal));
  return all;
}

std::vector<Proposal> Gathering::proposals() const {
  std::vector<Proposal> all;
  for (const auto& [key, writings] : by_other_) {
    const lexicon::GlossKind kind =
        key.front() == 'a' ? lexicon::GlossKind::kAbbreviation : lexicon::GlossKind::kTranslation;
    std::vector<Proposal> same;
    for (const auto& [term, writing] : writings)
      same.push_back({kind, writing.term, writing.other, writing.records, writing.examples});
    for (Proposal& one : joined(std::move(same))) all.push_back(std::move(one));
  }
  for (Proposal& one : spellings()) all.push_back(std::move(one));
  std::stable_sort(all.begin(), all.end(), [](const Proposal& left, const Proposal& right) {
    return left.records > right.records;
  });
  return all;
}

Result<std::vector<Proposal>> propose(const store::View& view, const ProposingOptions& options) {
  Gathering gathering;
  TRY(gather_all(view, options, gathering));
  const std::vector<Lexicon> lexicons = TRY(lexicon::all(view));
  std::vector<Proposal> proposals;
  for (Proposal& one : gathering.proposals()) {
    if (proposals.size() == options.most) break;
    if (!TRY(is_known(view, lexicons, one))) proposals.push_back(std::move(one));
  }
  return proposals;
}

}  // namespace isthmus::pipeline

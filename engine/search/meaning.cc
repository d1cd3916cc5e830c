#include "engine/search/meaning.h"

#include <algorithm>
#include <functional>

#include "engine/links/profile.h"
#include "engine/links/weights.h"

namespace isthmus::search {
namespace {

using index::DocumentScores;
using index::Op;
using index::Query;
using vectors::Direction;

// The constants below were chosen on judged collections (docs/performance.md).

// The hits by words that the query is drawn towards, and how strongly.
constexpr std::uint32_t kBestHits = 10;
constexpr float kDrawn = 0.7F;
// Records that are found by meaning alone, in a collection that is large enough.
constexpr std::size_t kNearest = 100;
// From so many records on the space is trusted in full: of fewer it knows little.
constexpr double kTrustedRecords = 1000;
// The share of meaning in a score: at least the first, and the second more when the last of the
// best hits scores like the first.
constexpr double kLeastShare = 0.1;
constexpr double kFurtherShare = 0.4;
// The last of the best hits relative to the first: at the lower bound the words stand out.
constexpr double kStandsOut = 0.3;
constexpr double kAlike = 0.7;

// Who asks for a code wants this one and no other.
bool is_code(const ProfileTerm& term) { return links::is_code_term(term.term); }

// 0: a few records stand out by their words; 1: words do not tell the records apart.
double likeness(const std::vector<index::Match>& best) {
  if (best.size() < kBestHits) return 1;
  const double last = best.back().score / best.front().score;
  return std::clamp((last - kStandsOut) / (kAlike - kStandsOut), 0.0, 1.0);
}

void add(Direction& sum, const Direction& direction, double factor) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<float>(factor) * direction[i];
}

Direction drawn(const vectors::DocumentVectors& vectors, const Direction& words,
                const std::vector<index::Match>& best) {
  Direction mean{};
  for (const index::Match& match : best)
    add(mean, vectors.of(match.face, match.serial), match.score / best.front().score);
  Direction sum = words;
  add(sum, vectors::normalised(mean), kDrawn);
  return vectors::normalised(sum);
}

// Keeps the scores of these documents alone, and of those the positive ones.
void mask(std::vector<float>& scores, const index::DocumentSet& documents) {
  std::vector<float> kept(scores.size());
  documents.for_each([&](std::uint32_t serial) {
    if (serial < scores.size()) kept[serial] = std::max(0.0F, scores[serial]);
  });
  scores.swap(kept);
}

// The `count` greatest scores above 0, the least of them first; fewer when there are not so many.
std::vector<float> greatest(const DocumentScores& scores, std::size_t count) {
  std::vector<float> heap;  // the least on top
  for (const std::vector<float>& of_face : scores) {
    for (const float score : of_face) {
      if (score <= 0 || (heap.size() == count && score <= heap.front())) continue;
      heap.push_back(score);
      std::push_heap(heap.begin(), heap.end(), std::greater<>());
      if (heap.size() <= count) continue;
      std::pop_heap(heap.begin(), heap.end(), std::greater<>());
      heap.pop_back();
    }
  }
  std::sort(heap.begin(), heap.end());
  return heap;
}

// Puts nearness into the query. `best` are the best hits by words.
Blend blended(const Query& words, DocumentScores scores, const std::vector<index::Match>& best,
              double trust) {
  const auto count = static_cast<std::size_t>(trust * static_cast<double>(kNearest));
  const std::vector<float> nearest = greatest(scores, std::max<std::size_t>(1, count));
  if (nearest.empty()) return {words, nullptr, 0};
  const double share = trust * (kLeastShare + kFurtherShare * likeness(best));
  Blend result;
  // Scores of words and cosines have no common unit: each counts relative to its best.
  result.factor = best.empty() ? 1 : share / (1 - share) * best.front().score / nearest.back();
  result.scores = std::make_shared<const DocumentScores>(std::move(scores));
  result.best_by_words = best.size();
  result.query =
      Query::of(Op::kAndMaybe,
                {Query::of(Op::kOr, {words, Query::of_scores(result.scores, nearest.front(), 0)}),
                 Query::of_scores(result.scores, 0, result.factor)});
  return result;
}

// The cosines of the documents that meet the conditions, the positive ones.
Result<DocumentScores> scores_of(const Sources& sources, const Viewer& viewer,
                                 const Query& conditions, const Direction& direction) {
  const index::DocumentsByFace found = TRY(sources.index.documents(conditions, viewer));
  DocumentScores scores;
  for (const Face face : kFaces) {
    if (found[index_of(face)].empty()) continue;
    scores[index_of(face)] = sources.vectors->cosines(face, direction);
    mask(scores[index_of(face)], found[index_of(face)]);
  }
  return scores;
}

}  // namespace

Result<Query> nearest_to(const Sources& sources, const Viewer& viewer, const Query& conditions,
                         const Direction& direction, std::size_t count) {
  if (!sources.vectors) return Query();
  DocumentScores scores = TRY(scores_of(sources, viewer, conditions, direction));
  const std::vector<float> nearest = greatest(scores, count);
  if (nearest.empty()) return Query();
  return Query::of_scores(std::make_shared<const DocumentScores>(std::move(scores)),
                          nearest.front(), 1);
}

double Blend::part_of(const index::Match& match) const {
  if (!scores) return 0;
  const std::vector<float>& of_face = (*scores)[index_of(match.face)];
  return match.serial < of_face.size() ? factor * of_face[match.serial] : 0;
}

bool Blend::is_by_meaning_alone(const index::Match& match) const {
  constexpr double kRounding = 1e-9;
  const double part = part_of(match);
  return part > 0 && match.score <= part * (1 + kRounding);
}

Result<Blend> blend(const Sources& sources, const Viewer& viewer, const Request& request,
                    const QueryPlan& plan) {
  const Blend words_alone{plan.query, nullptr, 0};
  const bool is_wanted = request.uses_meaning && request.sort == index::Sort::kRelevance;
  if (!is_wanted || !sources.vectors || plan.plain_text.empty()) return words_alone;
  const std::vector<ProfileTerm> terms = links::counted_terms(plan.plain_text);
  if (std::all_of(terms.begin(), terms.end(), is_code)) return words_alone;
  index::MatchOptions options;
  options.limit = kBestHits;
  const index::Matches best =
      TRY(sources.index.search(plan.query, viewer, options, sources.columns));
  const Direction words = sources.vectors->space().direction_of(terms);
  const Direction query = drawn(*sources.vectors, words, best.matches);
  DocumentScores scores = TRY(scores_of(sources, viewer, plan.conditions, query));
  const double trust = std::min(1.0, sources.index.document_count() / kTrustedRecords);
  return blended(plan.query, std::move(scores), best.matches, trust);
}

}  // namespace isthmus::search

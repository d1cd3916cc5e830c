#include "engine/partners/ranking.h"

#include <algorithm>

#include "engine/partners/partners.h"

namespace isthmus::partners {
namespace {

// More things of one kind than this are no advice.
constexpr std::uint64_t kMostMore = 30;
constexpr double kAhead = 1e-9;  // less is rounding

// Fills in what the terms say.
void settle(Candidate& candidate) {
  Partner& partner = candidate.partner;
  for (WeightedValue& term : candidate.terms) {
    PartnerTerm settled;
    settled.name = term.name;
    settled.weight = term.weight;
    settled.value = term.value.value;
    settled.contribution = term.weight * term.value.value;
    settled.reasons = std::move(term.value.reasons);
    partner.score += settled.contribution;
    partner.terms.push_back(std::move(settled));
  }
}

// How one term alone would have to stand for the partner to pass the one above.
void add_changes(Candidate& candidate, const Partner& above) {
  Partner& partner = candidate.partner;
  partner.overtakes = above.id;
  partner.behind = above.score - partner.score;
  for (const WeightedValue& term : candidate.terms) {
    if (term.weight <= 0) continue;
    const double wanted = term.value.value + (partner.behind + kAhead) / term.weight;
    if (wanted > 1 + kAhead) continue;
    if (!term.value.with_more) {
      partner.changes.push_back({std::string(term.name), wanted, 0});
      continue;
    }
    for (std::uint64_t more = 1; more <= kMostMore; ++more) {
      const double value = term.value.with_more(more);
      if (value < wanted) continue;
      partner.changes.push_back({std::string(term.name), value, more});
      break;
    }
  }
}

bool is_above(const Partner& a, const Partner& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

}  // namespace

PartnerList ranked(std::string_view of, std::vector<Candidate> candidates, Ranking ranking) {
  PartnerList list;
  list.of = of;
  const auto is_ranked = [&](const Candidate& candidate) {
    return ranking == Ranking::kAllowed && candidate.partner.fitting >= kLeastRecords;
  };
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.partner.id < b.partner.id; });
  for (Candidate& candidate : candidates) {
    for (const WeightedValue& term : candidate.terms)
      candidate.partner.fitting = std::max(candidate.partner.fitting, term.value.documents);
  }
  for (Candidate& candidate : candidates)
    if (!is_ranked(candidate)) list.unranked.push_back(std::move(candidate.partner));
  std::erase_if(candidates, [&](const Candidate& candidate) { return !is_ranked(candidate); });
  for (Candidate& candidate : candidates) settle(candidate);
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return is_above(a.partner, b.partner); });
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    candidates[i].partner.rank = i + 1;
    if (i > 0) add_changes(candidates[i], list.ranked.back());
    list.ranked.push_back(std::move(candidates[i].partner));
  }
  return list;
}

}  // namespace isthmus::partners

#include "engine/topics/gaps.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace isthmus::topics {
namespace {

// Of a region's demand, that a better one may have already: more, and it is the same gap.
constexpr double kMostShared = 0.3;
constexpr double kLeastScore = 0.3;  // of two regions that are just so short one scores more
// Dealings at random: as many as give scores of about this many records, within bounds.
constexpr std::size_t kDealtRecords = 400'000;
constexpr std::size_t kLeastDealings = 20;
constexpr std::size_t kMostDealings = 200;
constexpr std::uint64_t kSeed = 20220101;

bool is_research(Kind kind) {
  return kind == Kind::kPaper || kind == Kind::kThesis || kind == Kind::kReport ||
         kind == Kind::kPatent || kind == Kind::kDataset;
}

// How many of a region's records ask, and how many answer.
struct Tally {
  std::size_t demand = 0;
  std::size_t supply = 0;
};

Tally tally_of(const Region& region, const std::vector<Role>& roles) {
  Tally tally;
  for (const std::uint32_t point : region) {
    tally.demand += roles[point] == Role::kDemand ? 1 : 0;
    tally.supply += roles[point] == Role::kSupply ? 1 : 0;
  }
  return tally;
}

// -log10 of the chance that at most `supply` of the records answer, each with the chance `share`.
class Chances {
 public:
  // For regions of at most `most` records.
  Chances(std::size_t most, double share)
      : log_share_(std::log(share)), log_rest_(std::log1p(-share)), log_factorials_(most + 1) {
    for (std::size_t i = 1; i <= most; ++i)
      log_factorials_[i] = log_factorials_[i - 1] + std::log(static_cast<double>(i));
    for (std::size_t count = 0; count <= most; ++count) {
      std::size_t bare = bare_supplies_.empty() ? 0 : bare_supplies_.back();
      while (bare < count && score({count - bare, bare}) >= kLeastScore) ++bare;
      bare_supplies_.push_back(bare);
    }
  }

  // Is the score at least kLeastScore? Without working it out: hardly any region is.
  bool is_bare(const Tally& tally) const {
    return tally.supply < bare_supplies_[tally.demand + tally.supply];
  }

  double score(const Tally& tally) const {
    const std::size_t count = tally.demand + tally.supply;
    const double greatest = log_chance(tally.supply, count);
    double sum = 0;
    for (std::size_t i = tally.supply + 1; i-- > 0;) {
      const double part = std::exp(log_chance(i, count) - greatest);
      sum += part;
      if (part < kNegligible) break;
    }
    return -(greatest + std::log(sum)) / std::log(10.0);
  }

 private:
  static constexpr double kNegligible = 1e-12;

  double log_chance(std::size_t supply, std::size_t count) const {
    return log_factorials_[count] - log_factorials_[supply] - log_factorials_[count - supply] +
           static_cast<double>(supply) * log_share_ +
           static_cast<double>(count - supply) * log_rest_;
  }

  double log_share_;
  double log_rest_;
  std::vector<double> log_factorials_;
  std::vector<std::size_t> bare_supplies_;  // by size: with so many or more it is not bare
};

std::size_t greatest_size(const std::vector<Region>& regions) {
  std::size_t greatest = 0;
  for (const Region& region : regions) greatest = std::max(greatest, region.size());
  return greatest;
}

// Numbers below a bound, the same on every machine.
class Dealer {
 public:
  // Exchanges the roles of those that have one.
  void deal(const std::vector<std::uint32_t>& points, std::vector<Role>& roles) {
    for (std::size_t i = points.size(); i > 1; --i) {
      const std::size_t other = below(i);
      std::swap(roles[points[i - 1]], roles[points[other]]);
    }
  }

 private:
  std::size_t below(std::size_t bound) {
    return static_cast<std::size_t>((random_() >> 32) * static_cast<std::uint64_t>(bound) >> 32);
  }
  std::mt19937_64 random_{kSeed};
};

// The bare regions, best first, of those that share demand the best alone.
std::vector<Found> bare_ones(const std::vector<Region>& regions, const std::vector<Role>& roles,
                             const Chances& chances, double share) {
  std::vector<Found> bare;
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    const Tally tally = tally_of(regions[i], roles);
    if (tally.demand < kLeastDemand || !chances.is_bare(tally)) continue;
    const double expected = static_cast<double>(tally.demand + tally.supply) * share;
    bare.push_back({i, tally.demand, tally.supply, expected, chances.score(tally)});
  }
  std::sort(bare.begin(), bare.end(), [](const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.region < b.region;
  });
  std::vector<bool> is_taken(roles.size());
  std::vector<Found> kept;
  for (const Found& one : bare) {
    std::size_t shared = 0;
    for (const std::uint32_t point : regions[one.region])
      shared += roles[point] == Role::kDemand && is_taken[point] ? 1 : 0;
    if (static_cast<double>(shared) > kMostShared * static_cast<double>(one.demand)) continue;
    for (const std::uint32_t point : regions[one.region])
      if (roles[point] == Role::kDemand) is_taken[point] = true;
    kept.push_back(one);
  }
  return kept;
}

// Gives every found region the share of false ones among those that rank as high or higher.
void give_q(std::vector<Found>& found, std::vector<double> accidental, std::size_t dealings) {
  std::sort(accidental.begin(), accidental.end());
  for (std::size_t i = 0; i < found.size(); ++i) {
    constexpr double kRounding = 1e-9;
    const auto first =
        std::lower_bound(accidental.begin(), accidental.end(), found[i].score - kRounding);
    const double as_high =
        static_cast<double>(accidental.end() - first) / static_cast<double>(dealings);
    found[i].q = std::min(1.0, as_high / static_cast<double>(i + 1));
  }
  for (std::size_t i = found.size(); i-- > 1;)
    found[i - 1].q = std::min(found[i - 1].q, found[i].q);
}

std::vector<double> accidental_scores(const std::vector<Region>& regions, std::vector<Role> roles,
                                      const Chances& chances, double share, std::size_t dealings) {
  std::vector<std::uint32_t> concerned;
  for (std::uint32_t i = 0; i < roles.size(); ++i)
    if (roles[i] != Role::kNeither) concerned.push_back(i);
  std::vector<double> scores;
  Dealer dealer;
  for (std::size_t i = 0; i < dealings; ++i) {
    dealer.deal(concerned, roles);
    for (const Found& one : bare_ones(regions, roles, chances, share)) scores.push_back(one.score);
  }
  return scores;
}

}  // namespace

Role role_of(const TopicSubject& subject, GapDirection direction) {
  const bool is_course = subject.kind == Kind::kCourse;
  const bool is_practice = subject.side == Side::kPractice;
  const bool is_academic = subject.side == Side::kAcademic;
  const auto role = [](bool asks, bool answers) {
    return asks ? Role::kDemand : answers ? Role::kSupply : Role::kNeither;
  };
  switch (direction) {
    case GapDirection::kPractisedNotTaught:
      return role(is_practice, is_course);
    case GapDirection::kTaughtNotPractised:
      return role(is_course, is_practice);
    case GapDirection::kResearchedNotApplied:
      return role(is_academic && is_research(subject.kind), is_practice);
    case GapDirection::kAskedNotAnswered:
      return role(is_practice, is_academic);
    case GapDirection::kNone:
      break;
  }
  return Role::kNeither;
}

Examination examine(const std::vector<Region>& regions, const std::vector<Role>& roles,
                    GapDirection direction) {
  Examination examination;
  GapCensus& census = examination.census;
  census.direction = direction;
  census.demand = static_cast<std::uint64_t>(std::count(roles.begin(), roles.end(), Role::kDemand));
  census.supply = static_cast<std::uint64_t>(std::count(roles.begin(), roles.end(), Role::kSupply));
  census.is_examined = census.demand >= kLeastExamined && census.supply >= kLeastSupply;
  if (!census.is_examined) return examination;
  const std::uint64_t concerned = census.demand + census.supply;
  const double share = static_cast<double>(census.supply) / static_cast<double>(concerned);
  const Chances chances(greatest_size(regions), kShort * share);
  const std::size_t dealings =
      std::clamp<std::size_t>(kDealtRecords / concerned, kLeastDealings, kMostDealings);
  std::vector<Found>& found = examination.found;
  found = bare_ones(regions, roles, chances, share);
  give_q(found, accidental_scores(regions, roles, chances, share, dealings), dealings);
  if (found.size() > kMostRanked) found.resize(kMostRanked);
  for (Found& one : found) {
    one.is_claimed = one.q <= kFalseDiscoveryRate;
    census.claimed += one.is_claimed ? 1 : 0;
  }
  census.ranked = found.size();
  return examination;
}

}  // namespace isthmus::topics

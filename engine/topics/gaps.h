// Gaps: regions of the graph of neighbours where supply is missing for demand.
//
// Regions are drawn without a look at who asks and who answers: communities of several sizes, up to
// that of a topic. In each, supply is counted against kShort of what an even spread would give, and the
// chance that so little is there by accident is its score. How many regions would score as well
// by accident alone is found by dealing demand and supply anew at random, many times, over the same
// regions: that gives q, the share of false ones among all that rank so high, and a gap is claimed
// when q is at most kFalseDiscoveryRate. So nothing is claimed where demand and supply are mixed at
// random, whatever the form of the graph.
//
// Of regions that share demand only the best is reported. Too little of either, and nothing is.
//
// Source: McCarthy, Smyth: Testing significance relative to a fold-change threshold is a TREAT (2009);
// Dann, Henderson, Teichmann, Morgan, Marioni: Differential abundance testing on single-cell
// data using k-nearest neighbor graphs (2022), for the task; Storey, Tibshirani: Statistical
// significance for genomewide studies (2003), for q by permutation. Measured: docs/performance.md.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/topics/points.h"
#include "schema/result.h"
#include "schema/topic.h"

namespace isthmus::topics {

inline constexpr double kFalseDiscoveryRate = 0.2;
// Supply that is less than this share of an even spread is missing: a little less is no gap, however
// sure. Of two regions as improbable the barer one is a gap, and more is found so of what was withheld.
inline constexpr double kShort = 0.6;
inline constexpr std::size_t kLeastDemand = 7;  // of a region that anything is said of
inline constexpr std::size_t kLeastExamined =
    30;                                          // of demand in all, for a direction to be examined
inline constexpr std::size_t kLeastSupply = 5;   // likewise of supply
inline constexpr std::size_t kMostRanked = 100;  // regions that are reported, claimed or not

// Numbers of points, ascending.
using Region = std::vector<std::uint32_t>;

// What a point is in one direction.
enum class Role : std::uint8_t { kNeither, kDemand, kSupply };

Role role_of(const TopicSubject& subject, GapDirection direction);

struct Found {
  std::uint32_t region = 0;  // number
  std::size_t demand = 0;
  std::size_t supply = 0;
  double expected_supply = 0;
  double score = 0;
  double q = 1;
  bool is_claimed = false;
};

struct Examination {
  GapCensus census;
  std::vector<Found> found;  // claimed first, then by q, score and region
};

// Deterministic: the dealing is seeded.
Examination examine(const std::vector<Region>& regions, const std::vector<Role>& roles,
                    GapDirection direction);

}  // namespace isthmus::topics

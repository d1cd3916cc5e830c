// The score of a pair, its relation and its reasons: the one implementation for the graph and for
// what is computed at reading.
//
//   nearness = cosine of the words + share * cosine of the meaning, when that is positive
//   share    = 0.1, and more the less alike the two are written (sum_of_cosine())
//   likeness = nearness / (nearness + kHalfNearness)
//   score    = 1 - (1 - likeness) * product over the pair's ties of (1 - bonus)
//
// Symmetric in the pair. Counted in steps of 1/65535, and zero steps are no link.
//
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/links/weights.h"
#include "schema/codec.h"
#include "schema/link.h"

namespace isthmus::links {

using Steps = std::uint16_t;  // a score in steps of 1/65535
inline constexpr Steps kAllSteps = 65535;

// What ties a pair beside its words.
struct Ties {
  bool same_work = false;  // an identifier of both
  bool declared = false;   // a source states the relation
  bool cites = false;      // one cites the other, in either direction
  bool named = false;      // a rare person or organisation of both
  std::uint8_t codes = 0;  // rare codes of both; those beyond kCountedCodes add nothing

  bool any() const { return same_work || declared || cites || named || codes > 0; }
  // For a rare term that both have.
  void add(bool is_code) {
    if (!is_code) named = true;
    if (is_code && codes < kCountedCodes) ++codes;
  }
  static constexpr std::uint8_t kCountedCodes = 3;
};

// The nearness that counts as half. Cosines of padded sparse vectors are small: on the sample
// collections the counterparts that are meant lie between 0.05 and 0.3, chance pairs below 0.03.
// Ranks do not depend on it.
inline constexpr double kHalfNearness = 0.1;

// The sum of a cosine of 1.
inline constexpr std::int64_t kFullSum = std::int64_t{kUnit} * kUnit;

// What a cosine in the space of meaning (engine/vectors) adds to a sum. Chosen on judged collections
// (docs/performance.md): meaning finds what words miss, and tells little of which is the better one
// where words tell much.
inline constexpr float kMeaningShare = 0.1F;
// And besides, when the one is written in Han characters and the other is not: their words cannot
// meet, so that meaning has to stand for them. With so much, the best links of pages that stand in
// both languages on both sides are half in the one and half in the other (docs/performance.md).
inline constexpr float kAcrossShare = 0.2F;

// How much of a profile is written in Han characters, in steps of 1/255; its codes aside.
std::uint8_t han_share_of(const Profile& profile);

inline std::int32_t sum_of_cosine(float cosine, std::uint8_t han_share, std::uint8_t other_share) {
  const int apart = han_share > other_share ? han_share - other_share : other_share - han_share;
  const float share = kMeaningShare + kAcrossShare * static_cast<float>(apart) / 255.0F;
  return static_cast<std::int32_t>((cosine > 0 ? cosine : 0) * share * kFullSum);
}

// `sum`: the products of the weights of shared signature terms, and sum_of_cosine().
Steps steps_of(std::int32_t sum, const Ties& ties);
// The least sum that reaches so many steps (at least one) without ties.
std::int32_t sum_for(Steps steps);

inline double score_of(Steps steps) { return steps / double{kAllSteps}; }
Steps steps_of_score(double score);

// What of a profile ties it to others by name.
struct Identity {
  std::string id;
  std::vector<std::string> identifiers;   // sorted
  std::vector<std::uint64_t> references;  // hash64 of normal identifiers; sorted
  std::vector<DeclaredRelation> relations;
};

Identity identity_of(std::string_view id, const Profile& profile);

// Without codes and names, which are found among the shared terms.
Ties ties_between(const Identity& a, const Identity& b);

// declared, else same_work, else cites, else similar.
Relation relation_between(const Identity& source, const Identity& target, const Ties& ties);

// Identifiers that both have or that one has and the other cites, sorted, at most kEvidence.
std::vector<std::string> shared_identifiers(const Identity& a, const Identity& b);

inline constexpr std::size_t kEvidence = 8;

struct SharedTerm {
  std::string_view surface;        // of the source
  std::uint32_t contribution = 0;  // product of the two weights; 0: a name
  std::uint64_t hash = 0;          // of the term
};

// Surfaces by contribution, ties by hash, without repetitions, at most kEvidence of each kind.
Evidence evidence_of(std::vector<SharedTerm> shared);

// Ranks by steps, then by the hash of the id, then by id.
struct Rank {
  Steps steps = 0;
  std::uint64_t hash = 0;
  std::string_view id;
};
bool ranks_above(const Rank& a, const Rank& b);

}  // namespace isthmus::links

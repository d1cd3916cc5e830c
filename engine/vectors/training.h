// Learning the space of meaning from the public profiles.
//
// The matrix has a row for each profile and a column for each term of two profiles or more: the
// logarithm of the count times the term's rarity, each row of length 1. Of a large collection a
// sample is taken, by the hash of the id, so that it depends on the records alone.
//
// Cost: 16,000 profiles take about ten seconds of one core and 500 MB (docs/performance.md).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "schema/space.h"

namespace isthmus::vectors {

// Fewer profiles say little about words, and a search through so few records shows what there is.
inline constexpr std::size_t kLeastProfiles = 200;
inline constexpr std::size_t kMostTrained = 16'000;

struct Training {
  std::uint64_t profiles = 0;  // public ones, in the sample or not
  SpaceTerms terms;            // none when there were too few profiles
};

// Other names of each of these terms: alternatives, each as the terms of a profile. None for most.
using Alternatives = std::vector<std::vector<std::string>>;
using Translate =
    std::function<Result<std::vector<Alternatives>>(const std::vector<std::string>& terms)>;

// An occurrence of a term counts for its other names too, when the profiles have them, so that
// words of two languages or trades for one thing stand together though no record has both. Errors:
// kCorrupt for a profile that cannot be read; those of the store and of `translate`.
Result<Training> train(const store::View& view, const Translate& translate = {});

}  // namespace isthmus::vectors

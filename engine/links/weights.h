// Weights: what a counted term says about a profile, and the strongest terms of it.
//
//   weight    = (1 + ln count) * rarity, codes a half more
//   rarity    = idf^0.75, idf = ln(1 + (N - df + 0.5) / (df + 0.5)); 1 before there are statistics
//   (N = 0), 0 when df is more than N / 4 signature = the 64 heaviest terms, divided by the root of
//   the sum of their squares and of kUnsaid terms of greatest rarity
//
// The last is what keeps short profiles from being everybody's counterpart: a few words that happen
// to be shared are no proof, because the text leaves unsaid what else it is about. Measured as
// links from queries to documents with everything in one graph (nDCG@10), beside the plain cosine
// with idf^1 that drops terms of more than N / 10: cranfield 0.38 (0.32), nfcorpus 0.30 (0.29),
// cacm 0.47 (0.33), csl-zh S 0.47 (0.42, without pairs of single characters).
//
// Weights are integers (kUnit is the length of a whole signature), so that a sum of products is the
// same in whatever order it is made.
//
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace isthmus::links {

inline constexpr std::size_t kSignatureTerms = 64;  // of the strongest that take part in a score
inline constexpr std::int32_t kUnit = 1 << 15;  // squared: the product sum of two equal signatures

double rarity(std::uint32_t document_frequency, std::uint64_t public_profiles);

// Is a code or name with this document frequency rare enough for two profiles to be tied by it?
bool is_rare(std::uint32_t document_frequency, std::uint64_t public_profiles);

bool is_code_term(std::string_view term);
// A code, or one of Profile::names.
bool is_name_term(std::string_view term);

// What one term of a profile is known by.
struct CountedTerm {
  std::uint32_t count = 0;
  double rarity = 1;
  std::uint64_t hash = 0;  // of the term; breaks ties
  bool is_code = false;
};

struct WeightedTerm {
  std::uint32_t index = 0;  // in the list that was given
  std::uint16_t weight = 0;
};

// The strongest kSignatureTerms of these (sorted by term), in the order of the list.
// `greatest_rarity` is that of an unknown term.
std::vector<WeightedTerm> strongest_terms(const std::vector<CountedTerm>& terms,
                                          double greatest_rarity);

}  // namespace isthmus::links

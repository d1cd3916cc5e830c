// Weights: what a counted term says about a profile, and the strongest terms of it.
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

// What a document frequency among `public_profiles` makes of a term: its inverse document
// frequency, 1 before there are statistics (public_profiles 0), 0 for a term that is so common that
// it says nothing.
double inverse_document_frequency(std::uint32_t document_frequency, std::uint64_t public_profiles);

// Is a code with this document frequency rare enough for two profiles to be tied by it?
bool is_rare(std::uint32_t document_frequency, std::uint64_t public_profiles);

bool is_code_term(std::string_view term);

// What one term of a profile is known by.
struct CountedTerm {
  std::uint32_t count = 0;
  double idf = 1;          // inverse_document_frequency()
  std::uint64_t hash = 0;  // of the term; breaks ties
  bool is_code = false;
};

struct WeightedTerm {
  std::uint32_t index = 0;  // in the list that was given
  std::uint16_t weight = 0;
};

// The strongest kSignatureTerms of these, in the order of the list, scaled to a length of about
// kUnit.
std::vector<WeightedTerm> strongest_terms(const std::vector<CountedTerm>& terms);

}  // namespace isthmus::links

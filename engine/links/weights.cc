#include "engine/links/weights.h"

#include <algorithm>
#include <cmath>

#include "schema/terms.h"

namespace isthmus::links {
namespace {

// A shared part number or alarm says more than a shared word of the same frequency.
constexpr double kCodeBoost = 1.5;

// A term of more than a tenth of all profiles says nothing, once there are enough profiles to tell.
constexpr std::uint64_t kCommonShare = 10;
constexpr std::uint64_t kEnoughProfiles = 200;

// A code that more than one profile in a hundred (and more than five) carries ties nobody.
constexpr std::uint64_t kRareShare = 100;
constexpr std::uint32_t kAlwaysRare = 5;

struct Strength {
  double weight = 0;
  std::uint64_t hash = 0;
  std::uint32_t index = 0;
};

bool is_stronger(const Strength& a, const Strength& b) {
  if (a.weight != b.weight) return a.weight > b.weight;
  return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
}

std::vector<Strength> strengths_of(const std::vector<CountedTerm>& terms) {
  std::vector<Strength> strengths;
  strengths.reserve(terms.size());
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const CountedTerm& term = terms[i];
    if (term.idf <= 0 || term.count == 0) continue;
    const double weight = (1 + std::log(term.count)) * term.idf * (term.is_code ? kCodeBoost : 1);
    strengths.push_back({weight, term.hash, i});
  }
  return strengths;
}

}  // namespace

double inverse_document_frequency(std::uint32_t document_frequency, std::uint64_t public_profiles) {
  if (public_profiles == 0) return 1;
  if (public_profiles >= kEnoughProfiles && document_frequency > public_profiles / kCommonShare) {
    return 0;
  }
  const auto df = static_cast<double>(std::min<std::uint64_t>(document_frequency, public_profiles));
  return std::log(1 + (static_cast<double>(public_profiles) - df + 0.5) / (df + 0.5));
}

bool is_rare(std::uint32_t document_frequency, std::uint64_t public_profiles) {
  return document_frequency <= kAlwaysRare || document_frequency <= public_profiles / kRareShare;
}

bool is_code_term(std::string_view term) { return term.starts_with(terms::kCode); }

std::vector<WeightedTerm> strongest_terms(const std::vector<CountedTerm>& terms) {
  std::vector<Strength> strengths = strengths_of(terms);
  if (strengths.size() > kSignatureTerms) {
    const auto end = strengths.begin() + kSignatureTerms;
    std::nth_element(strengths.begin(), end, strengths.end(), is_stronger);
    strengths.erase(end, strengths.end());
  }
  std::sort(strengths.begin(), strengths.end(), is_stronger);
  double squares = 0;
  for (const Strength& strength : strengths) squares += strength.weight * strength.weight;
  const double scale = kUnit / std::sqrt(squares);
  std::vector<WeightedTerm> weighted;
  weighted.reserve(strengths.size());
  for (const Strength& strength : strengths) {
    const long weight = std::lround(strength.weight * scale);
    if (weight > 0) weighted.push_back({strength.index, static_cast<std::uint16_t>(weight)});
  }
  std::sort(weighted.begin(), weighted.end(),
            [](const WeightedTerm& a, const WeightedTerm& b) { return a.index < b.index; });
  return weighted;
}

}  // namespace isthmus::links

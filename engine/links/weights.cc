#include "engine/links/weights.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "schema/terms.h"

namespace isthmus::links {
namespace {

// A shared part number or alarm says more than a shared word of the same frequency.
constexpr double kCodeBoost = 1.5;

// A term of more than a quarter of all profiles says nothing, once there are enough profiles to
// tell.
constexpr std::uint64_t kCommonShare = 4;
constexpr std::uint64_t kEnoughProfiles = 200;

constexpr double kRarityPower = 0.75;
constexpr double kUnsaid = 8;

// A code or name that more than one profile in a hundred (and more than five) carries ties nobody.
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

// Of the counts that nearly all terms have.
std::array<double, 64> logarithms() {
  std::array<double, 64> table{};
  for (std::size_t count = 1; count < table.size(); ++count) {
    table[count] = std::log(static_cast<double>(count));
  }
  return table;
}

std::vector<Strength> strengths_of(const std::vector<CountedTerm>& terms) {
  static const std::array<double, 64> kLogarithms = logarithms();
  std::vector<Strength> strengths;
  strengths.reserve(terms.size());
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const CountedTerm& term = terms[i];
    if (term.rarity <= 0 || term.count == 0) continue;
    const double logarithm =
        term.count < kLogarithms.size() ? kLogarithms[term.count] : std::log(term.count);
    const double weight = (1 + logarithm) * term.rarity * (term.is_code ? kCodeBoost : 1);
    strengths.push_back({weight, term.hash, i});
  }
  return strengths;
}

}  // namespace

double rarity(std::uint32_t document_frequency, std::uint64_t public_profiles) {
  if (public_profiles == 0) return 1;
  if (public_profiles >= kEnoughProfiles && document_frequency > public_profiles / kCommonShare) {
    return 0;
  }
  const auto df = static_cast<double>(std::min<std::uint64_t>(document_frequency, public_profiles));
  const double others = static_cast<double>(public_profiles) - df;
  return std::pow(std::log(1 + (others + 0.5) / (df + 0.5)), kRarityPower);
}

bool is_rare(std::uint32_t document_frequency, std::uint64_t public_profiles) {
  return document_frequency <= kAlwaysRare || document_frequency <= public_profiles / kRareShare;
}

bool is_code_term(std::string_view term) { return term.starts_with(terms::kCode); }

bool is_name_term(std::string_view term) {
  return is_code_term(term) || term.starts_with(terms::kPerson) ||
         term.starts_with(terms::kOrganisation);
}

// Everything after the choice goes in the order of the list, so that sums are the same wherever the
// list comes from.
std::vector<WeightedTerm> strongest_terms(const std::vector<CountedTerm>& terms,
                                          double greatest_rarity) {
  std::vector<Strength> strengths = strengths_of(terms);
  if (strengths.size() > kSignatureTerms) {
    const auto end = strengths.begin() + kSignatureTerms;
    std::nth_element(strengths.begin(), end, strengths.end(), is_stronger);
    strengths.erase(end, strengths.end());
    std::sort(strengths.begin(), strengths.end(),
              [](const Strength& a, const Strength& b) { return a.index < b.index; });
  }
  double squares = kUnsaid * greatest_rarity * greatest_rarity;
  for (const Strength& strength : strengths) squares += strength.weight * strength.weight;
  const double scale = kUnit / std::sqrt(squares);
  std::vector<WeightedTerm> weighted;
  weighted.reserve(strengths.size());
  for (const Strength& strength : strengths) {
    const auto weight = static_cast<std::uint16_t>(strength.weight * scale + 0.5);
    if (weight > 0) weighted.push_back({strength.index, weight});
  }
  return weighted;
}

}  // namespace isthmus::links

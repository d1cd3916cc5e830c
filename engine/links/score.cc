#include "engine/links/score.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/links/weights.h"
#include "engine/text/characters.h"
#include "engine/text/utf8.h"
#include "schema/hash.h"

namespace isthmus::links {
namespace {

// How far each tie carries a pair towards 1, whatever their words: two writings of one work, a
// relation that a source states, a citation, a person or organisation behind both (however many:
// one brings the other along), and each rare code, of which three together weigh less than a
// citation.
constexpr double kSameWorkBonus = 0.95;
constexpr double kDeclaredBonus = 0.8;
constexpr double kCitesBonus = 0.5;
constexpr double kNamedBonus = 0.15;
constexpr double kCodeBonus = 0.15;

constexpr auto kHalfSum = static_cast<std::int64_t>(kHalfNearness * kFullSum);

bool is_cited(const Identity& work, const std::vector<std::uint64_t>& references) {
  if (references.empty()) return false;
  return std::any_of(
      work.identifiers.begin(), work.identifiers.end(), [&](const std::string& identifier) {
        return std::binary_search(references.begin(), references.end(), hash64(identifier));
      });
}

bool share_identifier(const Identity& a, const Identity& b) {
  return std::any_of(
      a.identifiers.begin(), a.identifiers.end(), [&](const std::string& identifier) {
        return std::binary_search(b.identifiers.begin(), b.identifiers.end(), identifier);
      });
}

bool begins_with_han(std::string_view term) {
  if (term.empty()) return false;
  const text::DecodedCodePoint first = text::decode_code_point(term, 0);
  return text::character_of(first.value).character_class == text::CharacterClass::kHan;
}

const DeclaredRelation* relation_to(const Identity& source, std::string_view target) {
  for (const DeclaredRelation& relation : source.relations) {
    if (relation.target == target) return &relation;
  }
  return nullptr;
}

void add_cited(const Identity& work, const std::vector<std::uint64_t>& references,
               std::set<std::string>& found) {
  for (const std::string& identifier : work.identifiers) {
    if (std::binary_search(references.begin(), references.end(), hash64(identifier))) {
      found.insert(identifier);
    }
  }
}

}  // namespace

Steps steps_of(std::int32_t unbounded, const Ties& ties) {
  const std::int64_t sum = std::clamp<std::int64_t>(unbounded, 0, kFullSum);
  if (!ties.any())
    return static_cast<Steps>((2 * sum * kAllSteps + sum + kHalfSum) / (2 * (sum + kHalfSum)));
  double distance = static_cast<double>(kHalfSum) / static_cast<double>(sum + kHalfSum);
  if (ties.same_work) distance *= 1 - kSameWorkBonus;
  if (ties.declared) distance *= 1 - kDeclaredBonus;
  if (ties.cites) distance *= 1 - kCitesBonus;
  if (ties.named) distance *= 1 - kNamedBonus;
  for (std::uint8_t i = 0; i < std::min(ties.codes, Ties::kCountedCodes); ++i)
    distance *= 1 - kCodeBonus;
  return steps_of_score(1 - distance);
}

// The rounding of steps_of() solved for the sum; out of reach gives a sum that no pair has.
std::int32_t sum_for(Steps steps) {
  const std::int64_t wanted = std::max<std::int64_t>(steps, 1);
  const std::int64_t divisor = 2 * kAllSteps + 1 - 2 * wanted;
  const std::int64_t sum = (kHalfSum * (2 * wanted - 1) + divisor - 1) / divisor;
  return static_cast<std::int32_t>(
      std::min<std::int64_t>(sum, std::numeric_limits<std::int32_t>::max()));
}

Steps steps_of_score(double score) {
  return static_cast<Steps>(std::lround(std::clamp(score, 0.0, 1.0) * kAllSteps));
}

std::uint8_t han_share_of(const Profile& profile) {
  std::uint64_t all = 0;
  std::uint64_t han = 0;
  for (const ProfileTerm& term : profile.terms) {
    if (is_code_term(term.term)) continue;
    all += term.count;
    if (begins_with_han(term.term)) han += term.count;
  }
  return static_cast<std::uint8_t>(all == 0 ? 0 : han * 255 / all);
}

Identity identity_of(std::string_view id, const Profile& profile) {
  Identity identity{std::string(id), profile.identifiers, {}, profile.relations};
  std::sort(identity.identifiers.begin(), identity.identifiers.end());
  identity.references.reserve(profile.references.size());
  for (const std::string& reference : profile.references) {
    identity.references.push_back(hash64(reference));
  }
  std::sort(identity.references.begin(), identity.references.end());
  return identity;
}

Ties ties_between(const Identity& a, const Identity& b) {
  Ties ties;
  ties.same_work = share_identifier(a, b);
  ties.declared = relation_to(a, b.id) != nullptr || relation_to(b, a.id) != nullptr;
  ties.cites = is_cited(a, b.references) || is_cited(b, a.references);
  return ties;
}

Relation relation_between(const Identity& source, const Identity& target, const Ties& ties) {
  if (ties.declared) {
    const DeclaredRelation* stated = relation_to(source, target.id);
    if (stated == nullptr) stated = relation_to(target, source.id);
    if (stated != nullptr) return relation_from_name(stated->relation);
  }
  if (ties.same_work) return Relation::kSameWork;
  return ties.cites ? Relation::kCites : Relation::kSimilar;
}

std::vector<std::string> shared_identifiers(const Identity& a, const Identity& b) {
  std::set<std::string> found;
  std::set_intersection(a.identifiers.begin(), a.identifiers.end(), b.identifiers.begin(),
                        b.identifiers.end(), std::inserter(found, found.end()));
  add_cited(a, b.references, found);
  add_cited(b, a.references, found);
  std::vector<std::string> identifiers(found.begin(), found.end());
  if (identifiers.size() > kEvidence) identifiers.resize(kEvidence);
  return identifiers;
}

Evidence evidence_of(std::vector<SharedTerm> shared) {
  std::sort(shared.begin(), shared.end(), [](const SharedTerm& a, const SharedTerm& b) {
    if (a.contribution != b.contribution) return a.contribution > b.contribution;
    return a.hash != b.hash ? a.hash < b.hash : a.surface < b.surface;
  });
  Evidence evidence;
  for (const SharedTerm& term : shared) {
    std::vector<std::string>& kind = term.contribution == 0 ? evidence.names : evidence.terms;
    const bool is_there = std::find(kind.begin(), kind.end(), term.surface) != kind.end();
    if (!is_there && kind.size() < kEvidence) kind.emplace_back(term.surface);
  }
  return evidence;
}

bool ranks_above(const Rank& a, const Rank& b) {
  if (a.steps != b.steps) return a.steps > b.steps;
  return a.hash != b.hash ? a.hash < b.hash : a.id < b.id;
}

}  // namespace isthmus::links

#include "engine/links/read.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/links/score.h"
#include "engine/links/weights.h"
#include "engine/vectors/rows.h"
#include "engine/vectors/space.h"
#include "schema/hash.h"

namespace isthmus::links {
namespace {

struct Strong {
  const ProfileTerm* term = nullptr;
  std::int32_t weight = 0;

  std::string_view surface() const { return term->surface.empty() ? term->term : term->surface; }
};

// What one side of a pair is reduced to; refers to the profile.
struct Sketch {
  Identity identity;
  Side side = Side::kNone;
  std::vector<Strong> terms;  // sorted by term
  std::uint8_t han_share = 0;
  std::string_view meaning;  // packed direction; empty: says nothing
};

// In no order.
std::vector<Strong> signature_of(const Epoch& epoch, const Profile& profile) {
  std::vector<CountedTerm> counted;
  counted.reserve(profile.terms.size());
  for (const ProfileTerm& term : profile.terms) {
    const std::uint32_t frequency = epoch.document_frequency(term.term);
    counted.push_back({term.count, rarity(frequency, epoch.public_profiles()), hash64(term.term),
                       is_code_term(term.term)});
  }
  std::vector<Strong> signature;
  for (const WeightedTerm& term : strongest_terms(counted, rarity(0, epoch.public_profiles()))) {
    signature.push_back({&profile.terms[term.index], term.weight});
  }
  return signature;
}

bool is_rare_name(const Epoch& epoch, std::string_view term) {
  return is_name_term(term) && is_rare(epoch.document_frequency(term), epoch.public_profiles());
}

// By term, with the rare names, which weigh nothing.
std::vector<Strong> named_signature_of(const Epoch& epoch, const Profile& profile) {
  std::vector<Strong> signature = signature_of(epoch, profile);
  for (const ProfileTerm& name : profile.names) {
    if (is_rare_name(epoch, name.term)) signature.push_back({&name, 0});
  }
  std::sort(signature.begin(), signature.end(),
            [](const Strong& a, const Strong& b) { return a.term->term < b.term->term; });
  return signature;
}

Sketch sketch_of(const Epoch& epoch, std::string_view id, const Profile& profile,
                 const std::optional<std::string>& placed) {
  const Result<vectors::Placed> place = vectors::unpack(placed ? std::string_view(*placed) : "");
  return {identity_of(id, profile), profile.side, named_signature_of(epoch, profile),
          han_share_of(profile), place ? place->bytes : std::string_view()};
}

// What two sketches have in common.
struct Common {
  Ties ties;
  std::int32_t sum = 0;
  std::vector<SharedTerm> terms;
};

Common common_of(const Epoch& epoch, const Sketch& source, const Sketch& target) {
  Common common{ties_between(source.identity, target.identity), 0, {}};
  common.sum = sum_of_cosine(vectors::cosine(vectors::row_of(source.meaning), target.meaning),
                             source.han_share, target.han_share);
  auto other = target.terms.begin();
  for (const Strong& own : source.terms) {
    while (other != target.terms.end() && other->term->term < own.term->term) ++other;
    if (other == target.terms.end()) break;
    const std::string& term = own.term->term;
    if (other->term->term != term) continue;
    const std::int32_t product = own.weight * other->weight;
    common.sum += product;
    common.terms.push_back({own.surface(), static_cast<std::uint32_t>(product), hash64(term)});
    if (is_rare_name(epoch, term)) common.ties.add(is_code_term(term));
  }
  return common;
}

Link link_of(const Sketch& source, const Sketch& target, Common common) {
  Link link;
  link.target = target.identity.id;
  link.side = target.side;
  link.relation = relation_between(source.identity, target.identity, common.ties);
  link.strength = score_of(steps_of(common.sum, common.ties));
  link.evidence = evidence_of(std::move(common.terms));
  if (common.ties.same_work || common.ties.cites) {
    link.evidence.identifiers = shared_identifiers(source.identity, target.identity);
  }
  return link;
}

void rank(std::vector<Link>& links) {
  const auto rank_of = [](const Link& link) {
    return Rank{steps_of_score(link.strength), hash64(link.target), link.target};
  };
  std::sort(links.begin(), links.end(),
            [&](const Link& a, const Link& b) { return ranks_above(rank_of(a), rank_of(b)); });
}

}  // namespace

Result<std::shared_ptr<const Epoch>> load_epoch(const store::View& view,
                                                std::shared_ptr<const Epoch> known) {
  const std::optional<std::string> bytes = TRY(view.get(store::Family::kMeta, keys::kLinkEpoch));
  if (!bytes) return std::make_shared<const Epoch>();
  if (known && known->digest() == hash64(*bytes)) return known;
  return std::make_shared<const Epoch>(TRY(decode_epoch(*bytes)), hash64(*bytes));
}

Result<LinkScale> load_scale(const store::View& view) {
  const std::optional<std::string> bytes = TRY(view.get(store::Family::kMeta, keys::kLinkScale));
  if (!bytes) return LinkScale{};
  const Result<LinkScale> scale = codec::decode<LinkScale>(*bytes);
  return scale ? *scale : LinkScale{};
}

std::vector<StrongTerm> strongest_terms(const Epoch& epoch, const Profile& profile,
                                        std::size_t limit) {
  std::vector<Strong> signature = signature_of(epoch, profile);
  std::sort(signature.begin(), signature.end(), [](const Strong& a, const Strong& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term->term < b.term->term;
  });
  if (signature.size() > limit) signature.resize(limit);
  std::vector<StrongTerm> strongest;
  for (const Strong& one : signature) {
    strongest.push_back({one.term->term, one.weight / double{kUnit}});
  }
  return strongest;
}

Result<std::vector<Link>> more_links(const store::View& view, const Epoch& epoch,
                                     const Subject& source,
                                     const std::vector<Candidate>& candidates) {
  std::vector<std::string> keys;
  for (const Candidate& candidate : candidates)
    keys.push_back(keys::faced(candidate.face, candidate.id));
  const auto stored = TRY(view.get_all(store::Family::kProfiles, keys));
  keys.push_back(keys::faced(source.face, source.id));
  const auto placed = TRY(view.get_all(store::Family::kVectors, keys));
  const Sketch own = sketch_of(epoch, source.id, source.profile, placed.back());
  std::vector<Link> links;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!stored[i] || candidates[i].id == source.id) continue;
    const Profile profile = TRY(codec::decode<Profile>(*stored[i]));
    const Sketch other = sketch_of(epoch, candidates[i].id, profile, placed[i]);
    Link link = link_of(own, other, common_of(epoch, own, other));
    if (link.strength > 0) links.push_back(std::move(link));
  }
  rank(links);
  return links;
}

}  // namespace isthmus::links

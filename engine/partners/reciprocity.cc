// What an enterprise and the academic side take from each other: citations and stated relations
// between their records, and links that people have confirmed.
#include <algorithm>
#include <map>
#include <set>

#include "engine/activity/link_decisions.h"
#include "engine/partners/terms.h"

namespace isthmus::partners {
namespace {

constexpr std::size_t kMostRecords = 200;  // of an enterprise, the newest ones
constexpr std::size_t kMostLinks = 100;    // of each
constexpr std::size_t kShownDocuments = 5;

using Pairs = std::set<std::pair<std::string, std::string>>;  // of the enterprise, of the others

// The three ways in which two sides are tied.
struct Found {
  Pairs took;  // the enterprise's record cites or applies the other one
  Pairs gave;
  Pairs confirmed;
};

// Does the link stand because the source says so?
bool is_of_source(const Profile& source, const Link& link) {
  for (const DeclaredRelation& relation : source.relations)
    if (relation.target == link.target) return true;
  const std::vector<std::string>& identifiers = link.evidence.identifiers;
  return std::any_of(identifiers.begin(), identifiers.end(), [&](const std::string& identifier) {
    return std::binary_search(source.references.begin(), source.references.end(), identifier);
  });
}

Result<Found> all_ties(const curricula::Shelf& shelf, const std::vector<Record>& own) {
  Found found;
  std::vector<store::View::Faced> faced;
  for (const Record& record : own) faced.push_back({Face::kPublic, record.id});
  const std::vector<LinkList> lists = TRY(shelf.store().links(faced, kMostLinks));
  for (std::size_t i = 0; i < own.size(); ++i) {
    const std::string& id = own[i].id;
    std::optional<Profile> profile;
    for (const Link& link : lists[i].public_targets) {
      const bool is_stated = link.side == Side::kAcademic && link.relation != Relation::kSimilar &&
                             link.relation != Relation::kSameWork;
      if (!is_stated) continue;
      if (!profile) profile = TRY(shelf.store().profile(Face::kPublic, id));
      if (!profile) break;
      (is_of_source(*profile, link) ? found.took : found.gave).insert({id, link.target});
    }
    if (shelf.sources().decisions == nullptr) continue;
    for (const activity::Decided& decided : shelf.sources().decisions->of(id))
      if (decided.state == LinkState::kConfirmed) found.confirmed.insert({id, decided.other});
  }
  return found;
}

std::set<std::string> others_of(const Found& found) {
  std::set<std::string> ids;
  for (const Pairs* pairs : {&found.took, &found.gave, &found.confirmed})
    for (const auto& [own, other] : *pairs) ids.insert(other);
  return ids;
}

// Those whose other end is the academic side that is meant.
std::uint64_t count_of(const Pairs& pairs, const std::set<std::string>& meant,
                       PartnerReason& reason) {
  for (const auto& [own, other] : pairs) reason.count += meant.contains(other) ? 1 : 0;
  return reason.count;
}

double value_of(const std::vector<std::uint64_t>& counts) {
  double sum = 0;
  for (const std::uint64_t count : counts)
    sum += static_cast<double>(std::min(count, kEnoughTies)) / static_cast<double>(kEnoughTies);
  return sum / static_cast<double>(counts.size());
}

// One more tie counts where most are missing.
double with_more_ties(std::vector<std::uint64_t> counts, std::uint64_t more) {
  for (std::uint64_t& count : counts) {
    const std::uint64_t taken = std::min(more, kEnoughTies - std::min(count, kEnoughTies));
    count += taken;
    more -= taken;
  }
  return value_of(counts);
}

}  // namespace

Result<TermValue> reciprocity_value(const curricula::Shelf& shelf, const Ties& ties) {
  const index::Query query = index::Query::of(
      index::Op::kFilter,
      {curricula::side_filter(Side::kPractice), curricula::organisation_filter(ties.enterprise)});
  const std::vector<Record> own = TRY(shelf.newest(query, kMostRecords));
  const Found found = TRY(all_ties(shelf, own));
  const std::set<std::string> others = others_of(found);
  std::set<std::string> meant;
  for (const Record& record : TRY(shelf.records({others.begin(), others.end()})))
    if (record.side == Side::kAcademic && ties.is_academic_side(record)) meant.insert(record.id);
  TermValue result;
  std::vector<std::uint64_t> counts;
  const std::pair<const char*, const Pairs*> kinds[] = {
      {"took", &found.took}, {"gave", &found.gave}, {"confirmed", &found.confirmed}};
  for (const auto& [what, pairs] : kinds) {
    PartnerReason reason;
    reason.what = what;
    reason.weight = 1.0 / 3;
    counts.push_back(count_of(*pairs, meant, reason));
    reason.value = value_of({reason.count});
    std::vector<std::string> ids;
    for (const auto& [one, other] : *pairs)
      if (meant.contains(other) && ids.size() < kShownDocuments &&
          std::find(ids.begin(), ids.end(), one) == ids.end())
        ids.push_back(one);
    reason.documents = TRY(shelf.cited(ids));
    result.reasons.push_back(std::move(reason));
  }
  result.value = value_of(counts);
  result.with_more = [counts](std::uint64_t more) { return with_more_ties(counts, more); };
  return result;
}

}  // namespace isthmus::partners

#include "engine/partners/parties.h"

#include <set>

#include "schema/codec.h"

namespace isthmus::partners {
namespace {

template <typename Thing>
Result<std::vector<Thing>> read_all(const store::View& view, std::string_view prefix) {
  std::vector<Thing> all;
  TRY(view.scan(store::Family::kGovernance, prefix, {},
                [&](std::string_view, std::string_view value) {
                  Result<Thing> thing = codec::decode<Thing>(value);
                  if (thing) all.push_back(*std::move(thing));
                  return true;
                }));
  return all;
}

template <typename Thing>
Result<std::map<std::string, Thing>> read_by_id(const store::View& view, std::string_view prefix) {
  std::map<std::string, Thing> all;
  for (Thing& thing : TRY(read_all<Thing>(view, prefix))) {
    std::string id = thing.id;
    all.emplace(std::move(id), std::move(thing));
  }
  return all;
}

Result<std::map<std::string, std::uint64_t>> counts_of(const curricula::Shelf& shelf, Side side,
                                                       index::Facet facet) {
  const search::Sources& sources = shelf.sources();
  index::DocumentsByFace found =
      TRY(sources.index.documents(curricula::side_filter(side), Viewer{}));
  found[index_of(Face::kRestricted)] = index::DocumentSet();
  std::map<std::string, std::uint64_t> counts;
  for (index::FacetCount& one : sources.columns.count(facet, found))
    if (!one.value.empty()) counts.emplace(std::move(one.value), one.count);
  return counts;
}

}  // namespace

std::string Parties::house_of(const std::string& organisation) const {
  std::string house = organisation;
  std::set<std::string> seen;  // parents may name each other
  while (seen.insert(house).second) {
    const auto found = organisations.find(house);
    if (found == organisations.end() || found->second.parent.empty()) break;
    house = found->second.parent;
  }
  return house;
}

// Whoever the files do not know is one when only practice records name it.
bool Parties::is_enterprise(const std::string& organisation) const {
  const auto found = organisations.find(organisation);
  if (found != organisations.end() && !found->second.type.empty())
    return found->second.type == "enterprise";
  return practice.contains(organisation) && !academic.contains(organisation);
}

Result<Parties> read_parties(const curricula::Shelf& shelf) {
  const store::View& view = shelf.store();
  Parties parties;
  parties.organisations = TRY(read_by_id<Organisation>(view, keys::organisation({})));
  parties.programmes = TRY(read_by_id<Programme>(view, keys::programme({})));
  parties.agreements = TRY(read_all<Agreement>(view, keys::agreement({})));
  parties.practice = TRY(counts_of(shelf, Side::kPractice, index::Facet::kOrganisation));
  parties.academic = TRY(counts_of(shelf, Side::kAcademic, index::Facet::kOrganisation));
  parties.taught = TRY(counts_of(shelf, Side::kAcademic, index::Facet::kProgramme));
  parties.practised = TRY(counts_of(shelf, Side::kPractice, index::Facet::kProgramme));
  return parties;
}

std::string_view name_of(AgreementState state) {
  switch (state) {
    case AgreementState::kValid:
      return "valid";
    case AgreementState::kBeginsLater:
      return "begins_later";
    case AgreementState::kEnded:
      break;
  }
  return "ended";
}

AgreementState state_on(const Agreement& agreement, const Date& day) {
  if (agreement.valid_from.has_value() && day < agreement.valid_from)
    return AgreementState::kBeginsLater;
  // A year or month ends with its last day: what is less precise is compared by its beginning.
  Date until = agreement.valid_until;
  if (until.has_value() && until.month == 0) until.month = 12;
  if (until.has_value() && until.day == 0) until.day = 31;
  return until.has_value() && until < day ? AgreementState::kEnded : AgreementState::kValid;
}

}  // namespace isthmus::partners

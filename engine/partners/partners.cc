#include "engine/partners/partners.h"

#include <algorithm>
#include <set>

#include "engine/partners/needs.h"
#include "engine/partners/parties.h"
#include "engine/partners/ranking.h"
#include "engine/topics/read.h"
#include "schema/wording.h"

namespace isthmus::partners {
namespace {

using curricula::Shelf;
using index::Op;
using index::Query;

// The academic side of a pair.
struct Academic {
  std::string programme;  // one of the two
  std::string group;
  std::string house;  // that agreements are made with

  bool has(const Record& record) const {
    if (programme.empty()) return record.organisation == group;
    return std::find(record.programmes.begin(), record.programmes.end(), programme) !=
           record.programmes.end();
  }
  Query records() const {
    Query own = programme.empty() ? curricula::organisation_filter(group)
                                  : curricula::programme_filter(programme);
    return Query::of(Op::kFilter, {curricula::side_filter(Side::kAcademic), std::move(own)});
  }
  std::uint64_t count_in(const Topic& topic) const {
    for (const TopicShare& share : programme.empty() ? topic.organisations : topic.programmes)
      if (share.name == (programme.empty() ? group : programme)) return share.records.academic;
    return 0;
  }
};

std::uint64_t practice_of(const Topic& topic, const std::string& enterprise) {
  for (const TopicShare& share : topic.organisations)
    if (share.name == enterprise) return share.records.practice;
  return 0;
}

// Whose documents stand beside a term: those of the partner that is ranked.
enum class Ranked : std::uint8_t { kEnterprise, kAcademic };

class Report {
 public:
  Report(Shelf shelf, Parties parties, const Basis& basis)
      : shelf_(std::move(shelf)),
        parties_(std::move(parties)),
        coverage_of_(basis.coverage_of),
        day_(basis.day) {}

  Result<PartnerReport> of_programme(const std::string& programme) {
    PartnerReport report = TRY(begun());
    report.programme = programme;
    if (!parties_.programmes.contains(programme) && !parties_.taught.contains(programme) &&
        !parties_.practised.contains(programme))
      return unknown("programme", programme);
    const std::vector<Need> needs = TRY(needs_of_programme(shelf_, coverage_of_, programme));
    std::vector<Candidate> candidates;
    for (const std::string& enterprise : enterprises()) {
      Candidate candidate = of_organisation(enterprise, parties_.practice);
      candidate.terms = TRY(terms_of(enterprise, academic_of(programme), Ranked::kEnterprise));
      put_gaps(candidate, gaps_value(needs, enterprise));
      candidates.push_back(std::move(candidate));
    }
    report.lists.push_back(
        finished("enterprises", std::move(candidates), count_of(parties_.taught, programme)));
    return report;
  }

  Result<PartnerReport> of_enterprise(const std::string& enterprise) {
    PartnerReport report = TRY(begun());
    report.organisation = enterprise;
    if (!parties_.organisations.contains(enterprise) && !parties_.practice.contains(enterprise) &&
        !parties_.academic.contains(enterprise))
      return unknown("organisation", enterprise);
    if (!parties_.is_enterprise(enterprise)) {
      return Error{ErrorCode::kInvalidParameter, quote(enterprise) + " is no enterprise",
                   "partners are ranked for a programme or for an enterprise"};
    }
    const std::uint64_t records = count_of(parties_.practice, enterprise);
    report.lists.push_back(finished("programmes", TRY(programmes_for(enterprise)), records));
    report.lists.push_back(finished("groups", TRY(groups_for(enterprise)), records));
    return report;
  }

 private:
  static std::uint64_t count_of(const std::map<std::string, std::uint64_t>& counts,
                                const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
  }

  static Error unknown(std::string_view thing, const std::string& id) {
    return {ErrorCode::kNotFound, "there is no " + std::string(thing) + " " + quote(id),
            "`isthmus-indexer " + std::string(thing) + " list` and the page /partners list them"};
  }

  Result<PartnerReport> begun() {
    PartnerReport report;
    report.rules = kRules;
    report.date = day_;
    report.least_records = kLeastRecords;
    report.inputs = TRY(topics::load_state(shelf_.store())).inputs;
    topics_ = TRY(topics::all_topics(shelf_.store(), TopicLevel::kTopic));
    return report;
  }

  std::vector<std::string> enterprises() const {
    std::set<std::string> ids;
    for (const auto& [id, organisation] : parties_.organisations)
      if (parties_.is_enterprise(id)) ids.insert(id);
    for (const auto& [id, count] : parties_.practice)
      if (parties_.is_enterprise(id)) ids.insert(id);
    return {ids.begin(), ids.end()};
  }

  Result<std::vector<Candidate>> programmes_for(const std::string& enterprise) {
    std::set<std::string> ids;
    for (const auto& [id, programme] : parties_.programmes) ids.insert(id);
    for (const auto& [id, count] : parties_.taught) ids.insert(id);
    std::vector<Candidate> candidates;
    for (const std::string& id : ids) {
      Candidate candidate;
      candidate.partner.id = id;
      candidate.partner.records = count_of(parties_.taught, id);
      const auto known = parties_.programmes.find(id);
      candidate.partner.name = known == parties_.programmes.end() ? id : known->second.name;
      if (known != parties_.programmes.end())
        candidate.partner.name_translations = known->second.name_translations;
      candidate.terms = TRY(terms_of(enterprise, academic_of(id), Ranked::kAcademic));
      put_gaps(candidate,
               gaps_value(TRY(needs_of_programme(shelf_, coverage_of_, id)), enterprise));
      candidates.push_back(std::move(candidate));
    }
    return candidates;
  }

  Result<std::vector<Candidate>> groups_for(const std::string& enterprise) {
    const std::vector<Need> needs = TRY(needs_of_enterprise(shelf_, enterprise));
    std::vector<Candidate> candidates;
    for (const auto& [id, count] : parties_.academic) {
      if (parties_.is_enterprise(id)) continue;
      Candidate candidate = of_organisation(id, parties_.academic);
      const Academic academic{{}, id, parties_.house_of(id)};
      candidate.terms = TRY(terms_of(enterprise, academic, Ranked::kAcademic));
      put_gaps(candidate, gaps_value(needs, id));
      candidates.push_back(std::move(candidate));
    }
    return candidates;
  }

  Academic academic_of(const std::string& programme) const {
    const auto known = parties_.programmes.find(programme);
    const std::string college =
        known == parties_.programmes.end() ? std::string() : known->second.organisation;
    return {programme, {}, parties_.house_of(college)};
  }

  Candidate of_organisation(const std::string& id,
                            const std::map<std::string, std::uint64_t>& counts) const {
    Candidate candidate;
    candidate.partner.id = id;
    candidate.partner.records = count_of(counts, id);
    const auto known = parties_.organisations.find(id);
    candidate.partner.name = known == parties_.organisations.end() ? id : known->second.name;
    if (known != parties_.organisations.end())
      candidate.partner.name_translations = known->second.name_translations;
    return candidate;
  }

  static void put_gaps(Candidate& candidate, TermValue value) {
    candidate.terms.insert(candidate.terms.begin(), {"gaps", kGapsWeight, std::move(value)});
  }

  // All but the gaps.
  Result<std::vector<WeightedValue>> terms_of(const std::string& enterprise,
                                              const Academic& academic, Ranked ranked) {
    std::vector<WeightedValue> terms;
    terms.push_back(
        {"closeness", kClosenessWeight, TRY(closeness_of(enterprise, academic, ranked))});
    terms.push_back({"agreement", kAgreementWeight,
                     agreement_value(parties_, enterprise, academic.house, day_)});
    const Query practice = Query::of(Op::kFilter, {curricula::side_filter(Side::kPractice),
                                                   curricula::organisation_filter(enterprise)});
    const Query records = ranked == Ranked::kEnterprise ? practice : academic.records();
    terms.push_back({"freshness", kFreshnessWeight, TRY(freshness_value(shelf_, records, day_))});
    const Ties ties{enterprise, [&](const Record& record) { return academic.has(record); }};
    terms.push_back({"reciprocity", kReciprocityWeight, TRY(reciprocity_value(shelf_, ties))});
    return terms;
  }

  Result<TermValue> closeness_of(const std::string& enterprise, const Academic& academic,
                                 Ranked ranked) {
    TopicCounts of_enterprise;
    TopicCounts of_academic;
    for (const Topic& topic : topics_) {
      if (const auto count = practice_of(topic, enterprise)) of_enterprise[topic.id] = count;
      if (const auto count = academic.count_in(topic)) of_academic[topic.id] = count;
    }
    const bool shows_practice = ranked == Ranked::kEnterprise;
    const auto documents_of = [&](const Topic& topic) -> Result<std::vector<CitedRecord>> {
      std::vector<CitedRecord> own;
      for (const Record& record :
           TRY(shelf_.records(shows_practice ? topic.practice : topic.academic))) {
        const bool is_own =
            shows_practice ? record.organisation == enterprise : academic.has(record);
        if (is_own) own.push_back(curricula::cited_form(record));
      }
      return own;
    };
    return shows_practice ? closeness_value(topics_, of_academic, of_enterprise, documents_of)
                          : closeness_value(topics_, of_enterprise, of_academic, documents_of);
  }

  // Where nobody has a gap to close, the term says nothing and the others share its weight.
  static PartnerList finished(std::string_view of, std::vector<Candidate> candidates,
                              std::uint64_t records_of_subject) {
    const bool has_gaps = std::any_of(
        candidates.begin(), candidates.end(),
        [](const Candidate& candidate) { return !candidate.terms.front().value.reasons.empty(); });
    for (Candidate& candidate : candidates) {
      if (has_gaps) break;
      candidate.terms.erase(candidate.terms.begin());
      for (WeightedValue& term : candidate.terms) term.weight /= 1 - kGapsWeight;
    }
    return ranked(
        of, std::move(candidates),
        records_of_subject >= kLeastRecords ? Ranking::kAllowed : Ranking::kTooLittleToGoBy);
  }

  Shelf shelf_;
  Parties parties_;
  curricula::CoverageOf coverage_of_;
  Date day_;
  std::vector<Topic> topics_;
};

Result<Report> report_on(const Basis& basis) {
  Shelf shelf = TRY(Shelf::open(basis.sources));
  Parties parties = TRY(read_parties(shelf));
  return Report(std::move(shelf), std::move(parties), basis);
}

}  // namespace

Result<PartnerReport> partners_of_programme(const Basis& basis, const std::string& programme) {
  Report report = TRY(report_on(basis));
  return report.of_programme(programme);
}

Result<PartnerReport> partners_of_organisation(const Basis& basis,
                                               const std::string& organisation) {
  Report report = TRY(report_on(basis));
  return report.of_enterprise(organisation);
}

}  // namespace isthmus::partners

#include "engine/partners/needs.h"

#include <algorithm>
#include <set>

#include "engine/topics/read.h"

namespace isthmus::partners {
namespace {

// A topic that no outcome reaches is no tested claim.
constexpr double kTopicWeight = 0.5;
constexpr double kMostShared = 0.5;  // of a topic's documents with the gaps: more, and it is said

// The part of a gap's demand that has this name.
double part_of(const Gap& gap, const std::vector<GapShare>& shares, const std::string& name) {
  for (const GapShare& share : shares)
    if (share.name == name)
      return static_cast<double>(share.demand) / static_cast<double>(gap.demand_count);
  return 0;
}

bool is_of(const std::vector<CitedRecord>& records, const std::string& organisation) {
  return std::any_of(records.begin(), records.end(), [&](const CitedRecord& record) {
    return record.organisation == organisation;
  });
}

Need need_of(const Gap& gap, double part, std::vector<CitedRecord> documents) {
  return {"gap", gap.id, gap.labels, (1 - gap.q) * part, std::move(documents)};
}

}  // namespace

Result<std::vector<Need>> needs_of_programme(const curricula::Shelf& shelf,
                                             const curricula::CoverageOf& coverage_of,
                                             const std::string& programme) {
  std::vector<Need> needs;
  std::set<std::string> known;
  for (const Gap& gap : TRY(topics::all_gaps(shelf.store()))) {
    if (gap.direction != GapDirection::kPractisedNotTaught || gap.q >= 1) continue;
    const double part = part_of(gap, gap.programmes, programme);
    if (part <= 0) continue;
    known.insert(gap.demand.begin(), gap.demand.end());
    needs.push_back(need_of(gap, part, TRY(shelf.cited(gap.demand))));
  }
  const auto coverage = TRY(coverage_of(programme));
  for (const UntaughtTopic& topic : coverage->untaught) {
    const auto shared =
        std::count_if(topic.documents.begin(), topic.documents.end(),
                      [&](const CitedRecord& document) { return known.contains(document.id); });
    const double part = static_cast<double>(shared) / static_cast<double>(topic.documents.size());
    if (part > kMostShared) continue;
    needs.push_back({"topic", topic.topic, topic.labels, kTopicWeight, topic.documents});
  }
  return needs;
}

Result<std::vector<Need>> needs_of_enterprise(const curricula::Shelf& shelf,
                                              const std::string& enterprise) {
  std::vector<Need> needs;
  for (const Gap& gap : TRY(topics::all_gaps(shelf.store()))) {
    if (gap.q >= 1) continue;
    const double part = part_of(gap, gap.organisations, enterprise);
    if (gap.direction == GapDirection::kAskedNotAnswered && part > 0)
      needs.push_back(need_of(gap, part, TRY(shelf.cited(gap.supply))));
    if (gap.direction == GapDirection::kResearchedNotApplied &&
        is_of(TRY(shelf.cited(gap.supply)), enterprise))
      needs.push_back(need_of(gap, 1, TRY(shelf.cited(gap.demand))));
  }
  return needs;
}

}  // namespace isthmus::partners

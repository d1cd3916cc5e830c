#include "schema/csv.h"
#include "searchd/render/topic_answers.h"

namespace isthmus::searchd {
namespace {

template <typename Shares>
std::string names_of(const Shares& shares) {
  std::vector<std::string> names;
  for (const auto& share : shares) names.push_back(share.name);
  return csv::joined(names);
}

struct Named {
  std::vector<std::string> ids;
  std::vector<std::string> titles;
};

Named visible(const std::vector<std::string>& ids, const search::VisibleHeadlines& records) {
  Named named;
  for (const std::string& id : ids) {
    const auto found = records.find(id);
    if (found == records.end()) continue;
    named.ids.push_back(id);
    named.titles.push_back(found->second.title);
  }
  return named;
}

}  // namespace

std::string topics_csv(const TopicsContent& content) {
  std::string table =
      csv::line({"id", "level", "field", "academic", "practice", "labels_zh", "labels_en",
                 "organisations", "programmes", "people", "first_year", "last_year"});
  for (const Topic& topic : content.topics) {
    const auto year = [](const TopicYear& one) { return std::to_string(one.year); };
    table +=
        csv::line({topic.id, std::string(name_of(topic.level)), topic.field,
                   std::to_string(topic.records.academic), std::to_string(topic.records.practice),
                   csv::joined(topic.labels.chinese), csv::joined(topic.labels.english),
                   names_of(topic.organisations), names_of(topic.programmes),
                   names_of(topic.people), topic.years.empty() ? "" : year(topic.years.front()),
                   topic.years.empty() ? "" : year(topic.years.back())});
  }
  return table;
}

std::string gaps_csv(const GapsContent& content) {
  std::string table = csv::line({"id",
                                 "direction",
                                 "claimed",
                                 "confidence",
                                 "q",
                                 "score",
                                 "demand",
                                 "supply",
                                 "expected_supply",
                                 "labels_zh",
                                 "labels_en",
                                 "topics",
                                 "programmes",
                                 "organisations",
                                 "years",
                                 "demand_records",
                                 "demand_titles",
                                 "nearest_supply",
                                 "nearest_supply_titles",
                                 "found",
                                 "state",
                                 "due",
                                 "overdue",
                                 "closed_by",
                                 "owner",
                                 "note"});
  for (std::size_t i = content.begin; i < content.end; ++i) {
    const Gap& gap = content.gaps[i];
    const GapStanding& standing = content.standings[i];
    const GapDecision& decision = standing.decision;
    const bool is_closing_told = content.records.contains(decision.closed_by);
    const Named demand = visible(gap.demand, content.records);
    const Named supply = visible(gap.supply, content.records);
    table += csv::line({gap.id,
                        std::string(name_of(gap.direction)),
                        gap.is_claimed ? "yes" : "no",
                        std::string(name_of(confidence_of(gap))),
                        csv::fixed(gap.q, 4),
                        csv::fixed(gap.score, 2),
                        std::to_string(gap.demand_count),
                        std::to_string(gap.supply_count),
                        csv::fixed(gap.expected_supply, 1),
                        csv::joined(gap.labels.chinese),
                        csv::joined(gap.labels.english),
                        names_of(gap.topics),
                        names_of(gap.programmes),
                        names_of(gap.organisations),
                        names_of(gap.years),
                        csv::joined(demand.ids),
                        csv::joined(demand.titles),
                        csv::joined(supply.ids),
                        csv::joined(supply.titles),
                        standing.is_found ? "yes" : "no",
                        std::string(name_of(decision.state)),
                        decision.due.to_string(),
                        standing.is_overdue ? "yes" : "no",
                        is_closing_told ? decision.closed_by : "",
                        content.is_for_staff ? decision.owner : "",
                        content.is_for_staff ? decision.note : ""});
  }
  return table;
}

}  // namespace isthmus::searchd

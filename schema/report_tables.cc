#include "schema/report_tables.h"

#include <algorithm>
#include <array>

#include "schema/csv.h"

namespace isthmus {
namespace {

constexpr std::array<std::string_view, 5> kTerms = {"gaps", "closeness", "agreement", "freshness",
                                                    "reciprocity"};

std::vector<std::string> cells_of(const CitedRecord& record) {
  return {record.id, std::string(name_of(record.kind)), record.title, record.organisation,
          record.date.to_string()};
}

void append(std::vector<std::string>& cells, std::vector<std::string> more) {
  std::move(more.begin(), more.end(), std::back_inserter(cells));
}

void add_side(std::string& table, const CourseCover& course, const OutcomeCover& outcome,
              std::string_view name, const SideCover& side) {
  const std::vector<std::string> head = {"outcome",
                                         course.course.id,
                                         course.course.title,
                                         outcome.text,
                                         std::string(name),
                                         side.covering > 0 ? "yes" : "no",
                                         std::to_string(side.covering)};
  for (const CoverMatch& match : side.records) {
    std::vector<std::string> cells = head;
    append(cells, cells_of(match.record));
    append(cells, {csv::fixed(match.score, 3), csv::joined(match.terms)});
    table += csv::line(cells);
  }
  if (!side.records.empty()) return;
  std::vector<std::string> cells = head;
  cells.resize(cells.size() + 7);
  table += csv::line(cells);
}

std::string labels_of(const TopicLabels& labels) {
  std::vector<std::string> all = labels.chinese;
  all.insert(all.end(), labels.english.begin(), labels.english.end());
  return csv::joined(all);
}

void add_topic(std::string& table, const UntaughtTopic& topic) {
  for (const CitedRecord& document : topic.documents) {
    std::vector<std::string> cells = {"topic",
                                      topic.topic,
                                      {},
                                      labels_of(topic.labels),
                                      "practice",
                                      "no",
                                      std::to_string(topic.practice)};
    append(cells, cells_of(document));
    append(cells, {csv::fixed(topic.nearest, 3), {}});
    table += csv::line(cells);
  }
}

std::string change_of(const PartnerChange& change) {
  return change.term + " " + csv::fixed(change.value, 3) +
         (change.count > 0 ? " (" + std::to_string(change.count) + " more)" : std::string());
}

void add_partner(std::string& table, std::string_view list, const Partner& partner) {
  const bool is_ranked = partner.rank > 0;
  std::vector<std::string> cells = {std::string(list),
                                    is_ranked ? std::to_string(partner.rank) : std::string(),
                                    partner.id,
                                    partner.name,
                                    std::to_string(partner.records),
                                    std::to_string(partner.fitting),
                                    is_ranked ? csv::fixed(partner.score, 4) : std::string()};
  for (const std::string_view name : kTerms) {
    const auto term = std::find_if(partner.terms.begin(), partner.terms.end(),
                                   [&](const PartnerTerm& one) { return one.name == name; });
    const bool is_there = term != partner.terms.end();
    cells.push_back(is_there ? csv::fixed(term->weight, 4) : std::string());
    cells.push_back(is_there ? csv::fixed(term->value, 4) : std::string());
  }
  std::vector<std::string> documents;
  for (const PartnerTerm& term : partner.terms)
    for (const PartnerReason& reason : term.reasons)
      for (const CitedRecord& document : reason.documents)
        if (std::find(documents.begin(), documents.end(), document.id) == documents.end())
          documents.push_back(document.id);
  std::vector<std::string> changes;
  for (const PartnerChange& change : partner.changes) changes.push_back(change_of(change));
  append(cells, {csv::joined(documents), partner.overtakes, csv::joined(changes)});
  table += csv::line(cells);
}

}  // namespace

std::string coverage_csv(const CoverageReport& report) {
  std::string table =
      csv::line({"part", "course_or_topic", "course", "outcome", "side", "covered", "records",
                 "record", "kind", "title", "organisation", "date", "score", "terms"});
  for (const CourseCover& course : report.courses) {
    for (const OutcomeCover& outcome : course.outcomes) {
      add_side(table, course, outcome, "practice", outcome.practice);
      add_side(table, course, outcome, "research", outcome.research);
    }
  }
  for (const UntaughtTopic& topic : report.untaught) add_topic(table, topic);
  return table;
}

std::string partners_csv(const PartnerReport& report) {
  std::vector<std::string> head = {"list", "rank", "id", "name", "records", "fitting", "score"};
  for (const std::string_view name : kTerms) {
    head.push_back(std::string(name) + "_weight");
    head.push_back(std::string(name));
  }
  append(head, {"documents", "overtakes", "changes"});
  std::string table = csv::line(head);
  for (const PartnerList& list : report.lists) {
    for (const Partner& partner : list.ranked) add_partner(table, list.of, partner);
    for (const Partner& partner : list.unranked) add_partner(table, list.of, partner);
  }
  return table;
}

}  // namespace isthmus

// The report on partners: which enterprises fit a programme, and which programmes and research groups
// fit an enterprise, by terms that can be checked one by one.
//
// Made by engine/partners from public records, agreements and what people decided when it is asked
// for; not stored. The field tables give its JSON form (docs/api.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/cited_record.h"
#include "schema/topic.h"

namespace isthmus {

// What a term rests on: a gap, a topic, an agreement, a record.
struct PartnerReason {
  std::string what;         // gap, topic, newest, took, gave, confirmed, agreement
  std::string id;           // of the gap, the topic or the agreement
  std::string title;        // of the agreement
  std::string state;        // of the agreement: valid, begins_later, ended
  TopicLabels labels;       // of the gap or topic
  double weight = 0;        // of it among its kind: how much it could give to the value
  double value = 0;         // how much of that is there, 0-1
  std::uint64_t count = 0;  // documents of the partner that it rests on
  Date from;
  Date until;
  std::vector<CitedRecord> documents;  // the first of them

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "what", self.what);
    visit(2, "id", self.id);
    visit(3, "title", self.title);
    visit(4, "state", self.state);
    visit(5, "labels", self.labels);
    visit(6, "weight", self.weight);
    visit(7, "value", self.value);
    visit(8, "count", self.count);
    visit(9, "from", self.from);
    visit(10, "until", self.until);
    visit(11, "documents", self.documents);
  }
  bool operator==(const PartnerReason&) const = default;
};

struct PartnerTerm {
  std::string name;         // gaps, closeness, freshness, reciprocity, agreement
  double weight = 0;        // the same for all of a list; they add up to 1
  double value = 0;         // 0-1
  double contribution = 0;  // weight times value
  std::vector<PartnerReason> reasons;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "name", self.name);
    visit(2, "weight", self.weight);
    visit(3, "value", self.value);
    visit(4, "contribution", self.contribution);
    visit(5, "reasons", self.reasons);
  }
  bool operator==(const PartnerTerm&) const = default;
};

// One thing that alone would carry a partner past the one above it.
struct PartnerChange {
  std::string term;
  double value = 0;         // that the term would have
  std::uint64_t count = 0;  // more documents, citations or agreements that give it

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "term", self.term);
    visit(2, "value", self.value);
    visit(3, "count", self.count);
  }
  bool operator==(const PartnerChange&) const = default;
};

struct Partner {
  std::uint64_t rank = 0;  // from 1; 0: not ranked, there is too little to go by
  std::string id;
  std::string name;
  Translations name_translations;
  std::uint64_t records = 0;  // public ones
  std::uint64_t fitting =
      0;             // of these (of the enterprise, for gaps) in topics that both are in, or
                     // on the gaps: what its rank rests on
  double score = 0;  // 0-1; nothing without a rank
  std::vector<PartnerTerm> terms;
  std::string overtakes;               // id of the one above
  double behind = 0;                   // by so much
  std::vector<PartnerChange> changes;  // none: no single term can make up for it

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "rank", self.rank);
    visit(2, "id", self.id);
    visit(3, "name", self.name);
    visit(4, "name_translations", self.name_translations);
    visit(5, "records", self.records);
    visit(6, "fitting", self.fitting);
    visit(7, "score", self.score);
    visit(8, "terms", self.terms);
    visit(9, "overtakes", self.overtakes);
    visit(10, "behind", self.behind);
    visit(11, "changes", self.changes);
  }
  bool operator==(const Partner&) const = default;
};

struct PartnerList {
  std::string of;  // enterprises, programmes, groups
  std::vector<Partner> ranked;
  std::vector<Partner> unranked;  // by id

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "of", self.of);
    visit(2, "ranked", self.ranked);
    visit(3, "unranked", self.unranked);
  }
  bool operator==(const PartnerList&) const = default;
};

struct PartnerReport {
  std::uint32_t rules = 0;
  std::string programme;            // id; of a report for a programme
  std::string organisation;         // likewise for an organisation
  Date date;                        // that freshness and agreements are judged by
  std::string inputs;               // digest of what topics and gaps were made from
  std::uint64_t least_records = 0;  // below which nobody is ranked
  std::vector<PartnerList> lists;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "rules", self.rules);
    visit(2, "programme", self.programme);
    visit(3, "organisation", self.organisation);
    visit(4, "date", self.date);
    visit(5, "inputs", self.inputs);
    visit(6, "least_records", self.least_records);
    visit(7, "lists", self.lists);
  }
  bool operator==(const PartnerReport&) const = default;
};

}  // namespace isthmus

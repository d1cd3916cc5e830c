// Topics and gaps as they are stored: what engine/topics found in the public records of both sides.
//
// A topic is a set of records that speak of the same thing; topics of the lower level make up those
// of the upper one. A gap is a region where records that ask stand without records that answer.
// Everything here comes from public faces alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"

namespace isthmus {

enum class TopicLevel : std::uint8_t { kTopic = 0, kField = 1 };  // a field is made of topics
std::string_view name_of(TopicLevel level);                       // "topic", "field"

// What the one side has and the other lacks.
enum class GapDirection : std::uint8_t {
  kNone = 0,
  kPractisedNotTaught = 1,    // practice; courses are missing
  kTaughtNotPractised = 2,    // courses; practice is missing
  kResearchedNotApplied = 3,  // research; practice is missing
  kAskedNotAnswered = 4,      // practice; both research and courses are missing
};
std::string_view name_of(GapDirection direction);  // "practised_not_taught", …
// kNone for an unknown name.
GapDirection gap_direction_from_name(std::string_view name);
std::vector<GapDirection> all_gap_directions();  // in the order of the enumeration, without kNone

// What topics are told of a record: fields of Record under Record's tags, so that the stored bytes
// of a record decode as it at a fraction of the cost. All of it stands on every face of a record.
struct TopicSubject {
  Side side = Side::kNone;
  Kind kind = Kind::kNone;
  std::string title;
  Translations title_translations;
  std::vector<Author> authors;
  std::string organisation;
  std::vector<std::string> programmes;
  std::vector<std::string> keywords;
  Date date;

  // Tags and names as in Record.
  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(2, "side", self.side);
    visit(3, "kind", self.kind);
    visit(4, "title", self.title);
    visit(5, "title_translations", self.title_translations);
    visit(9, "authors", self.authors);
    visit(10, "organisation", self.organisation);
    visit(11, "programmes", self.programmes);
    visit(12, "keywords", self.keywords);
    visit(13, "date", self.date);
  }
};

// The stored record as far as topics are told of it: the same bytes as StoredRecord.
struct StoredTopicSubject {
  TopicSubject subject;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(4, "record", self.subject);
  }
};

// How many records of each side something has.

struct SideCounts {
  std::uint64_t academic = 0;
  std::uint64_t practice = 0;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "academic", self.academic);
    visit(2, "practice", self.practice);
  }
  bool operator==(const SideCounts&) const = default;
};

// The records of a topic that have this name: of an organisation (id or plain name), a programme
// (id) or a person.
struct TopicShare {
  std::string name;
  SideCounts records;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "name", self.name);
    visit(2, "records", self.records);
  }
  bool operator==(const TopicShare&) const = default;
};

struct TopicYear {
  std::uint16_t year = 0;
  SideCounts records;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "year", self.year);
    visit(2, "records", self.records);
  }
  bool operator==(const TopicYear&) const = default;
};

// Words and phrases of the texts, or what lexicons say for them; what sets this apart first.
struct TopicLabels {
  std::vector<std::string> chinese;
  std::vector<std::string> english;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "zh", self.chinese);
    visit(2, "en", self.english);
  }
  bool operator==(const TopicLabels&) const = default;
};

struct Topic {
  std::string id;  // "t-" or "f-" and ten hexadecimal digits
  TopicLevel level = TopicLevel::kTopic;
  std::string field;  // of a topic: the id of its field
  TopicLabels labels;
  SideCounts records;
  std::vector<std::string> academic;  // ids of the most typical records, those first; at most 50
  std::vector<std::string> practice;  // likewise
  std::vector<TopicShare> organisations;  // most records first, at most 50
  std::vector<TopicShare> programmes;     // likewise
  std::vector<TopicShare> people;         // likewise
  std::vector<TopicYear> years;           // by year; records without a date are in none
  std::vector<std::string> near;  // ids of topics of the same level, nearest first; at most 6

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "level", self.level);
    visit(3, "field", self.field);
    visit(4, "labels", self.labels);
    visit(5, "records", self.records);
    visit(6, "academic", self.academic);
    visit(7, "practice", self.practice);
    visit(8, "organisations", self.organisations);
    visit(9, "programmes", self.programmes);
    visit(10, "people", self.people);
    visit(11, "years", self.years);
    visit(12, "near", self.near);
  }
  bool operator==(const Topic&) const = default;
};

// Where a public record stands: its topic, and the records nearest to it.
struct TopicPoint {
  std::string topic;
  std::string near;     // (serial:be32)*, nearest first
  std::string regions;  // (number:be32)*: the regions that gaps are looked for in, one of each set

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "topic", self.topic);
    visit(2, "near", self.near);
    visit(3, "regions", self.regions);
  }
  bool operator==(const TopicPoint&) const = default;
};

// How many records of a gap something has: of those that ask, and of those that answer.
struct GapShare {
  std::string name;
  std::uint64_t demand = 0;
  std::uint64_t supply = 0;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "name", self.name);
    visit(2, "demand", self.demand);
    visit(3, "supply", self.supply);
  }
  bool operator==(const GapShare&) const = default;
};

// A region where supply is missing for demand.
struct Gap {
  std::string id;  // "g-" and ten hexadecimal digits
  GapDirection direction = GapDirection::kNone;
  bool is_claimed = false;  // its q is at most the report's rate; the others are only ranked
  TopicLabels labels;
  std::vector<std::string> demand;  // ids of its demand, the most typical first; at most 200
  std::vector<std::string> supply;  // ids of the nearest supply, nearest first; at most 20
  std::uint64_t demand_count = 0;
  std::uint64_t supply_count = 0;       // in the region
  double expected_supply = 0;           // in a region of this demand, were supply spread evenly
  double score = 0;                     // how improbable: -log10 of the chance in this one place
  double q = 0;                         // the share of false ones among all that rank so high
  std::vector<GapShare> topics;         // ids; most demand first
  std::vector<GapShare> programmes;     // ids, likewise; at most 50
  std::vector<GapShare> organisations;  // ids or plain names, likewise
  std::vector<GapShare> years;          // "2024", by year

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "id", self.id);
    visit(2, "direction", self.direction);
    visit(3, "is_claimed", self.is_claimed);
    visit(4, "labels", self.labels);
    visit(5, "demand", self.demand);
    visit(6, "supply", self.supply);
    visit(7, "demand_count", self.demand_count);
    visit(8, "supply_count", self.supply_count);
    visit(9, "expected_supply", self.expected_supply);
    visit(10, "score", self.score);
    visit(11, "q", self.q);
    visit(12, "topics", self.topics);
    visit(13, "programmes", self.programmes);
    visit(14, "organisations", self.organisations);
    visit(15, "years", self.years);
  }
  bool operator==(const Gap&) const = default;
};

// One direction as it was examined.
struct GapCensus {
  GapDirection direction = GapDirection::kNone;
  std::uint64_t demand = 0;   // public records that ask
  std::uint64_t supply = 0;   // that answer
  bool is_examined = false;   // there is enough of both to claim anything
  std::uint64_t claimed = 0;  // gaps
  std::uint64_t ranked = 0;   // regions that were looked at, the claimed ones included

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "direction", self.direction);
    visit(2, "demand", self.demand);
    visit(3, "supply", self.supply);
    visit(4, "is_examined", self.is_examined);
    visit(5, "claimed", self.claimed);
    visit(6, "ranked", self.ranked);
  }
  bool operator==(const GapCensus&) const = default;
};

// How the present topics and gaps were found.
struct TopicsState {
  std::uint32_t rules = 0;            // version of the rules they were made by; 0: there are none
  std::uint32_t learned = 0;          // counts the times that topics were found anew, from 1
  std::uint32_t space = 0;            // SpaceState::version that they were found in; 0: in no space
  std::uint64_t position = 0;         // of the change log, up to which records are placed
  std::uint64_t records = 0;          // public ones that have a place
  std::uint64_t learned_records = 0;  // at the time when topics were found anew
  std::string places;                 // digest of what topics were found anew from, and lexicons
  std::string inputs;                 // digest of all that topics and gaps were made from
  double false_discovery_rate = 0;    // of the claimed gaps
  std::vector<GapCensus> directions;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "rules", self.rules);
    visit(2, "learned", self.learned);
    visit(3, "space", self.space);
    visit(4, "position", self.position);
    visit(5, "records", self.records);
    visit(6, "learned_records", self.learned_records);
    visit(7, "inputs", self.inputs);
    visit(10, "places", self.places);
    visit(8, "false_discovery_rate", self.false_discovery_rate);
    visit(9, "directions", self.directions);
  }
  bool operator==(const TopicsState&) const = default;
};

}  // namespace isthmus

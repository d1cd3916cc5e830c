// The report on a programme or a syllabus: what practice and research have for each outcome, and what
// practice knows that no course covers.
//
// Made by engine/curricula from public records when it is asked for; not stored. The field tables
// give its JSON form (docs/api.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/cited_record.h"
#include "schema/topic.h"

namespace isthmus {

// A record beside an outcome: how much of it it has, and by which words.
struct CoverMatch {
  CitedRecord record;
  double score = 0;
  double words = 0;    // the part of the outcome's words, by weight
  double meaning = 0;  // the cosine in the space of meaning
  std::vector<std::string> terms;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "record", self.record);
    visit(2, "score", self.score);
    visit(3, "words", self.words);
    visit(4, "meaning", self.meaning);
    visit(5, "terms", self.terms);
  }
  bool operator==(const CoverMatch&) const = default;
};

// One side of an outcome. Nothing covers it: `covering` is 0, and `records` has the nearest one.
struct SideCover {
  std::uint64_t covering = 0;       // records with a score of the floor or more
  std::vector<CoverMatch> records;  // the best of them; those below the floor only where there is
                                    // no other

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "covering", self.covering);
    visit(2, "records", self.records);
  }
  bool operator==(const SideCover&) const = default;
};

struct OutcomeCover {
  std::string text;
  SideCover practice;
  SideCover research;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "text", self.text);
    visit(2, "practice", self.practice);
    visit(3, "research", self.research);
  }
  bool operator==(const OutcomeCover&) const = default;
};

struct CourseCover {
  CitedRecord course;                  // without an id in the report on a syllabus
  std::uint64_t stated = 0;            // outcomes that the course states; 0: it is taken as a whole
  std::vector<OutcomeCover> outcomes;  // one at least

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "course", self.course);
    visit(2, "stated_outcomes", self.stated);
    visit(3, "outcomes", self.outcomes);
  }
  bool operator==(const CourseCover&) const = default;
};

// Why a topic is looked at for a programme.
enum class TopicTie : std::uint8_t {
  kNone = 0,
  kProgramme = 1,  // its practice records name the programme
  kField = 2,      // none does; the topic is of a field that the programme's outcomes reach into
  kCollege = 3     // every topic is
};
std::string_view name_of(TopicTie tie);  // "programme", "field", "college"

// A topic that practice has documents on and no outcome of the courses is covered by.
struct UntaughtTopic {
  std::string topic;  // id
  TopicLabels labels;
  TopicTie tie = TopicTie::kNone;
  std::uint64_t practice = 0;          // records that tie it
  double nearest = 0;                  // the best score of any of its documents for any outcome
  std::vector<CitedRecord> documents;  // to teach it from, the most typical first
  std::vector<CitedRecord> elsewhere;  // courses of other programmes in the topic
  std::vector<std::string> gaps;       // ids of claimed gaps that concern it

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "topic", self.topic);
    visit(2, "labels", self.labels);
    visit(3, "tie", self.tie);
    visit(4, "practice", self.practice);
    visit(5, "nearest", self.nearest);
    visit(6, "documents", self.documents);
    visit(7, "elsewhere", self.elsewhere);
    visit(8, "gaps", self.gaps);
  }
  bool operator==(const UntaughtTopic&) const = default;
};

struct CoverageReport {
  std::uint32_t rules = 0;
  std::string programme;  // id; empty: the whole college, or a syllabus
  std::string title;      // of a syllabus
  double floor = 0;       // the least score of a record that covers an outcome
  std::uint64_t outcomes = 0;
  std::uint64_t by_practice = 0;  // of these with a covering practice record
  std::uint64_t by_research = 0;
  std::uint64_t topics_examined = 0;  // with enough practice records to say anything
  std::vector<CourseCover> courses;
  std::vector<UntaughtTopic> untaught;  // most practice records first

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "rules", self.rules);
    visit(2, "programme", self.programme);
    visit(3, "title", self.title);
    visit(4, "floor", self.floor);
    visit(5, "outcomes", self.outcomes);
    visit(6, "covered_by_practice", self.by_practice);
    visit(7, "covered_by_research", self.by_research);
    visit(8, "topics_examined", self.topics_examined);
    visit(9, "courses", self.courses);
    visit(10, "untaught", self.untaught);
  }
  bool operator==(const CoverageReport&) const = default;
};

}  // namespace isthmus

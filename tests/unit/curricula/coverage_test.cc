#include "engine/curricula/coverage.h"

#include <doctest/doctest.h>

#include "tests/unit/curricula/world.h"

namespace isthmus::curricula {
namespace {

using test::must;
using test::World;

TEST_CASE("an outcome is covered by records of both sides that have its words") {
  World world;
  const CoverageReport report = must(coverage_of_programme(world.sources(), "milling"));
  CHECK(report.courses.size() == test::kUntaught);
  CHECK(report.outcomes == test::kUntaught);
  CHECK(report.by_practice == test::kUntaught);
  CHECK(report.by_research == test::kUntaught);
  const OutcomeCover& first = report.courses.at(0).outcomes.at(0);
  CHECK(report.courses[0].stated == 1);
  REQUIRE(first.practice.records.size() == kShownRecords);
  CHECK(first.practice.covering >= kShownRecords);
  for (const CoverMatch& match : first.practice.records) {
    CHECK(match.score >= report.floor);
    CHECK(match.record.title.starts_with("worda"));
    CHECK(match.record.organisation != "laboratory");
    CHECK(match.terms.size() >= 2);
  }
  CHECK(first.research.records.at(0).record.kind == Kind::kPaper);
}

TEST_CASE(
    "the topic of practice that no outcome reaches is told with its documents, and no other") {
  World world;
  const CoverageReport report = must(coverage_of_programme(world.sources(), "milling"));
  CHECK(report.topics_examined >= test::kSubjects);
  REQUIRE(!report.untaught.empty());
  for (const UntaughtTopic& topic : report.untaught) {
    CHECK(topic.tie == TopicTie::kProgramme);
    CHECK(topic.nearest < report.floor);
    REQUIRE(!topic.documents.empty());
    for (const CitedRecord& document : topic.documents) CHECK(document.title.starts_with("wordh"));
  }
}

TEST_CASE("nothing covers what nobody writes of, and one shared word is not enough") {
  World world;
  Syllabus syllabus;
  syllabus.title = "Syllabus";
  syllabus.courses.push_back(
      {"Syllabus", {}, {"zebra giraffe okapi", "wordaa zebra", test::words_of(7, 5, 3)}});
  const CoverageReport report = must(coverage_of_syllabus(world.sources(), syllabus));
  const auto& outcomes = report.courses.at(0).outcomes;
  CHECK(outcomes.at(0).practice.covering == 0);
  CHECK(outcomes.at(0).practice.records.empty());
  CHECK(outcomes.at(1).practice.covering == 0);
  CHECK(outcomes.at(2).practice.covering > 0);
  CHECK(outcomes.at(2).research.covering == 0);
  CHECK(report.by_practice == 1);
  CHECK(report.courses[0].course.id.empty());
}

TEST_CASE("a course without stated outcomes is taken as a whole") {
  World world;
  Record course = test::course(0);
  course.id = "m:whole";
  course.body.clear();
  course.abstract = test::words_of(0, 6, 5);
  course.programmes = {"drilling"};
  world.put(course);
  const CoverageReport report = must(coverage_of_programme(world.sources(), "drilling"));
  REQUIRE(report.courses.size() == 1);
  CHECK(report.courses[0].stated == 0);
  CHECK(report.courses[0].outcomes.at(0).text == course.title);
  CHECK(report.by_practice == 1);
}

TEST_CASE("without a programme all courses are looked at, and an unknown one is not found") {
  World world;
  CHECK(must(coverage_of_programme(world.sources(), "")).courses.size() == test::kUntaught);
  CHECK(coverage_of_programme(world.sources(), "knitting").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a restricted record changes nothing in a report") {
  World with;
  World without;
  for (int i = 0; i < 12; ++i) {
    Record hidden = test::note(test::kNotes + i * test::kSubjects + test::kUntaught);
    hidden.id = "m:hidden" + std::to_string(i);
    hidden.title = test::words_of(0, 4, static_cast<unsigned>(i)) + " quokka";
    hidden.visibility.audiences = {"partners"};
    with.put(hidden);
    Record course = test::course(test::kUntaught);
    course.id = "m:hidden-course" + std::to_string(i);
    course.visibility.audiences = {"partners"};
    with.put(course);
  }
  CHECK(must(coverage_of_programme(with.sources(), "milling")) ==
        must(coverage_of_programme(without.sources(), "milling")));
}

}  // namespace
}  // namespace isthmus::curricula

#include "engine/curricula/coverage.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/curricula/outcomes.h"
#include "engine/curricula/shelf.h"
#include "engine/curricula/untaught.h"
#include "schema/wording.h"

namespace isthmus::curricula {
namespace {

// What a course is compared by that states no outcomes. No record has most words of an abstract.
std::string whole_of(const Record& course) {
  std::string text = course.title;
  for (const std::string& keyword : course.keywords) text += "\n" + keyword;
  return course.keywords.empty() ? text + "\n" + course.abstract : text;
}

// As reports say a share: finer steps say nothing.
double rounded(double share) {
  constexpr double kSteps = 10'000;
  return std::round(share * kSteps) / kSteps;
}

class Making {
 public:
  explicit Making(Shelf shelf) : shelf_(std::move(shelf)) {
    report_.rules = kRules;
    report_.floor = kFloor;
  }

  // Of stored courses.
  Result<CoverageReport> of_programme(const std::string& programme) {
    report_.programme = programme;
    index::Query query = kind_filter(Kind::kCourse);
    if (!programme.empty())
      query = index::Query::of(index::Op::kFilter, {std::move(query), programme_filter(programme)});
    std::vector<std::string> ids = TRY(shelf_.ids_of(query));
    if (ids.size() > kMostCourses) ids.resize(kMostCourses);
    for (const Record& course : TRY(shelf_.records(ids))) {
      const std::vector<std::string> stated = outcomes_of(TRY(shelf_.body_of(course)));
      courses_.insert(course.id);
      TRY(add_course(cited_form(course), stated, whole_of(course)));
    }
    if (courses_.empty() && !programme.empty()) TRY(check_known(programme));
    return finish(programme.empty());
  }

  Result<CoverageReport> of_syllabus(const Syllabus& syllabus) {
    report_.title = syllabus.title;
    for (const SyllabusCourse& course : syllabus.courses) {
      CitedRecord named;
      named.kind = Kind::kCourse;
      named.title = course.title;
      TRY(add_course(std::move(named), course.outcomes, course.text));
    }
    return finish(false);
  }

 private:
  // A programme without courses is known by its records or its description.
  Result<void> check_known(const std::string& programme) const {
    if (TRY(shelf_.store().get(store::Family::kGovernance, keys::programme(programme)))) return {};
    if (!TRY(shelf_.ids_of(programme_filter(programme))).empty()) return {};
    return Error{ErrorCode::kNotFound, "there is no programme " + quote(programme),
                 "`isthmus-indexer programme list` and the page /curricula list them"};
  }

  Result<void> add_course(CitedRecord course, const std::vector<std::string>& stated,
                          const std::string& whole) {
    CourseCover cover;
    cover.course = std::move(course);
    cover.stated = stated.size();
    if (stated.empty()) {
      TRY(add_outcome(cover, cover.course.title, whole));
    } else {
      for (const std::string& outcome : stated) TRY(add_outcome(cover, outcome, outcome));
    }
    report_.courses.push_back(std::move(cover));
    return {};
  }

  Result<void> add_outcome(CourseCover& course, const std::string& name, const std::string& text) {
    Aim aim = TRY(shelf_.aim(text));
    OutcomeCover outcome;
    outcome.text = name;
    auto [practice, research] = TRY(shelf_.nearest(aim));
    for (const Shelf::Scored& one : practice)
      if (one.likeness.score >= kFloor) covering_.insert(one.id);
    outcome.practice = TRY(side_of(std::move(practice)));
    outcome.research = TRY(side_of(std::move(research)));
    ++report_.outcomes;
    report_.by_practice += outcome.practice.covering > 0 ? 1 : 0;
    report_.by_research += outcome.research.covering > 0 ? 1 : 0;
    course.outcomes.push_back(std::move(outcome));
    aims_.push_back(std::move(aim));
    return {};
  }

  Result<SideCover> side_of(std::vector<Shelf::Scored> scored) const {
    SideCover side;
    for (const Shelf::Scored& one : scored) {
      if (one.likeness.score < kFloor) break;
      ++side.covering;
    }
    const std::size_t shown =
        side.covering == 0 ? 1 : std::min<std::size_t>(side.covering, kShownRecords);
    if (scored.size() > shown) scored.resize(shown);
    std::vector<std::string> ids;
    for (const Shelf::Scored& one : scored) ids.push_back(one.id);
    const std::vector<CitedRecord> cited = TRY(shelf_.cited(ids));
    for (const CitedRecord& record : cited) {
      const auto found = std::find_if(scored.begin(), scored.end(),
                                      [&](const auto& one) { return one.id == record.id; });
      const Likeness& likeness = found->likeness;
      side.records.push_back({record, rounded(likeness.score), rounded(likeness.words),
                              rounded(likeness.meaning), likeness.terms});
    }
    return side;
  }

  Result<CoverageReport> finish(bool is_college) {
    TopicSearch topics =
        TRY(untaught_topics(shelf_, {aims_, courses_, covering_, report_.programme, is_college}));
    report_.topics_examined = topics.examined;
    report_.untaught = std::move(topics.untaught);
    return std::move(report_);
  }

  Shelf shelf_;
  CoverageReport report_;
  std::vector<Aim> aims_;
  std::set<std::string> courses_;   // stored ones
  std::set<std::string> covering_;  // practice records
};

}  // namespace

Result<CoverageReport> coverage_of_programme(const search::Sources& sources,
                                             const std::string& programme) {
  return Making(TRY(Shelf::open(sources))).of_programme(programme);
}

CoverageOf coverage_anew(const search::Sources& sources) {
  return [&sources](const std::string& programme) -> Result<std::shared_ptr<const CoverageReport>> {
    return std::make_shared<const CoverageReport>(TRY(coverage_of_programme(sources, programme)));
  };
}

Result<CoverageReport> coverage_of_syllabus(const search::Sources& sources,
                                            const Syllabus& syllabus) {
  return Making(TRY(Shelf::open(sources))).of_syllabus(syllabus);
}

}  // namespace isthmus::curricula

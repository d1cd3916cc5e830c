#include "engine/curricula/untaught.h"

#include <algorithm>
#include <optional>

#include "engine/curricula/coverage.h"
#include "engine/topics/choose.h"
#include "engine/topics/read.h"

namespace isthmus::curricula {
namespace {

constexpr std::size_t kComparedDocuments = 12;  // the most typical ones of a topic

bool names(const Record& record, const std::string& programme) {
  return std::find(record.programmes.begin(), record.programmes.end(), programme) !=
         record.programmes.end();
}

std::uint64_t practice_in(const Topic& topic, const std::string& programme) {
  for (const TopicShare& share : topic.programmes)
    if (share.name == programme) return share.records.practice;
  return 0;
}

// Looks at one topic after another.
class Looking {
 public:
  Looking(Shelf& shelf, const Taught& taught) : shelf_(shelf), taught_(taught) {}

  Result<TopicSearch> look() {
    const std::vector<Topic> all = TRY(topics::all_topics(shelf_.store(), TopicLevel::kTopic));
    TRY(choose_tie(all));
    for (const Topic& topic : all) TRY(look_at(topic));
    std::stable_sort(found_.untaught.begin(), found_.untaught.end(),
                     [](const UntaughtTopic& a, const UntaughtTopic& b) {
                       return a.practice != b.practice ? a.practice > b.practice
                                                       : a.topic < b.topic;
                     });
    return std::move(found_);
  }

 private:
  // A programme that no practice record names is looked at in the fields that it reaches into.
  Result<void> choose_tie(const std::vector<Topic>& all) {
    tie_ = TopicTie::kCollege;
    if (taught_.is_college) return {};
    const bool is_named = std::any_of(all.begin(), all.end(), [&](const Topic& topic) {
      return practice_in(topic, taught_.programme) > 0;
    });
    tie_ = is_named ? TopicTie::kProgramme : TopicTie::kField;
    if (is_named) return {};
    std::set<std::string> reached;
    for (const std::set<std::string>* ids : {&taught_.courses, &taught_.covering})
      for (const std::string& id : *ids) reached.insert(TRY(topics::topic_of(shelf_.store(), id)));
    for (const Topic& topic : all)
      if (reached.contains(topic.id)) fields_.insert(topic.field);
    return {};
  }

  std::uint64_t tied_practice(const Topic& topic) const {
    if (tie_ == TopicTie::kProgramme) return practice_in(topic, taught_.programme);
    const bool is_tied = tie_ == TopicTie::kCollege || fields_.contains(topic.field);
    return is_tied ? topic.records.practice : 0;
  }

  Result<void> look_at(const Topic& topic) {
    const std::uint64_t practice = tied_practice(topic);
    if (practice < kLeastPractice) return {};
    ++found_.examined;
    UntaughtTopic untaught{topic.id, topic.labels, tie_, practice, 0, {}, {}, {}};
    for (const Record& course : TRY(shelf_.records(topic.academic))) {
      if (course.kind != Kind::kCourse) continue;
      if (taught_.is_college || taught_.courses.contains(course.id)) return {};
      untaught.elsewhere.push_back(cited_form(course));
    }
    for (const Record& record : TRY(shelf_.records(topic.practice))) {
      if (tie_ == TopicTie::kProgramme && !names(record, taught_.programme)) continue;
      if (untaught.documents.size() == kComparedDocuments) break;
      untaught.nearest = std::max(untaught.nearest, TRY(best_score(record.id)));
      if (untaught.nearest >= kFloor) return {};
      untaught.documents.push_back(cited_form(record));
    }
    if (untaught.documents.empty()) return {};
    untaught.gaps = TRY(gaps_about(topic.id));
    found_.untaught.push_back(std::move(untaught));
    return {};
  }

  Result<double> best_score(const std::string& id) {
    const Sketch* record = TRY(shelf_.sketch(id));
    double best = 0;
    if (record == nullptr) return best;
    for (const Aim& aim : taught_.aims) best = std::max(best, compare(aim, *record).score);
    return best;
  }

  Result<std::vector<std::string>> gaps_about(const std::string& topic) {
    if (!gaps_) {
      topics::GapChoice choice;
      choice.directions = {GapDirection::kPractisedNotTaught};
      choice.is_claimed = true;
      gaps_ = TRY(topics::chosen_gaps(shelf_.store(), choice));
    }
    std::vector<std::string> ids;
    for (const Gap& gap : *gaps_)
      if (topics::concerns(gap, {topic})) ids.push_back(gap.id);
    return ids;
  }

  Shelf& shelf_;
  const Taught& taught_;
  TopicTie tie_ = TopicTie::kNone;
  std::set<std::string> fields_;
  std::optional<std::vector<Gap>> gaps_;
  TopicSearch found_;
};

}  // namespace

Result<TopicSearch> untaught_topics(Shelf& shelf, const Taught& taught) {
  return Looking(shelf, taught).look();
}

}  // namespace isthmus::curricula

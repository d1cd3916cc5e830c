#include "engine/topics/taken.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/topics/describe.h"
#include "engine/topics/read.h"

namespace isthmus::topics {
namespace {

// The records of a decision that have a place in a topic today, with it: they are public.
struct Placed {
  std::vector<std::string> ids;
  std::vector<std::string> topics;
};

Result<Placed> placed_of(const store::View& view, const std::vector<std::string>& ids) {
  Placed placed;
  for (const std::string& id : ids) {
    std::string topic = TRY(topic_of(view, id));
    if (topic.empty()) continue;
    placed.ids.push_back(id);
    placed.topics.push_back(std::move(topic));
  }
  return placed;
}

// The present gap that has most of these records; nothing when none has more than half.
std::optional<std::size_t> heir_of(const TakenGap& taken, const std::vector<std::string>& placed,
                                   const std::vector<Gap>& gaps) {
  const std::set<std::string> wanted(placed.begin(), placed.end());
  std::optional<std::size_t> best;
  std::size_t most = wanted.size() / 2;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (gaps[i].direction != taken.direction) continue;
    const auto shared = static_cast<std::size_t>(
        std::count_if(gaps[i].demand.begin(), gaps[i].demand.end(),
                      [&](const std::string& id) { return wanted.contains(id); }));
    if (shared <= most) continue;
    most = shared;
    best = i;
  }
  return best;
}

// The gap of the id goes before all others: it is the one that was meant.
std::optional<std::size_t> same_of(const TakenGap& taken, const std::vector<Gap>& gaps) {
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const Gap& gap = gaps[i];
    if (gap.id == taken.decision.gap && gap.direction == taken.direction) return i;
  }
  return std::nullopt;
}

Gap gap_of(const TakenGap& taken, const Placed& placed, const std::vector<TopicSubject>& subjects) {
  Gap gap;
  gap.id = taken.decision.gap;
  gap.direction = taken.direction;
  // They may be of records that are not told of any more.
  const bool are_most_there = 2 * placed.ids.size() >= taken.demand.size();
  if (are_most_there) gap.labels = taken.labels;
  gap.q = 1;
  gap.demand = placed.ids;
  gap.demand_count = placed.ids.size();
  GapTallies tallies;
  for (std::size_t i = 0; i < subjects.size(); ++i)
    tallies.add(subjects[i], placed.topics[i], Role::kDemand);
  tallies.tell(gap);
  return gap;
}

Result<std::vector<TopicSubject>> subjects_of(const store::View& view,
                                              const std::vector<std::string>& ids) {
  std::vector<TopicSubject> subjects;
  for (const auto& bytes : TRY(view.get_all(store::Family::kRecords, ids))) {
    const Result<StoredTopicSubject> stored =
        codec::decode<StoredTopicSubject>(bytes.value_or(std::string()));
    subjects.push_back(stored ? stored->subject : TopicSubject());
  }
  return subjects;
}

}  // namespace

Result<std::vector<StandingGap>> standing_gaps(const store::View& view, std::vector<Gap> gaps,
                                               std::vector<TakenGap> taken) {
  std::stable_sort(taken.begin(), taken.end(), [](const TakenGap& a, const TakenGap& b) {
    return a.decision.at > b.decision.at;
  });
  std::vector<StandingGap> standing(gaps.size());
  std::vector<StandingGap> lost;
  const auto meets_again = [&](const TakenGap& one, std::optional<std::size_t> place) {
    if (!place) return false;
    const bool is_first = standing[*place].decision.state == GapState::kOpen;
    if (is_first) standing[*place].decision = one.decision;
    return true;
  };
  std::erase_if(taken, [&](const TakenGap& one) { return meets_again(one, same_of(one, gaps)); });
  for (const TakenGap& one : taken) {
    const Placed placed = TRY(placed_of(view, one.demand));
    if (placed.ids.empty() || meets_again(one, heir_of(one, placed.ids, gaps))) continue;
    const std::vector<TopicSubject> subjects = TRY(subjects_of(view, placed.ids));
    lost.push_back({gap_of(one, placed, subjects), one.decision, false});
  }
  for (std::size_t i = 0; i < gaps.size(); ++i) standing[i].gap = std::move(gaps[i]);
  std::move(lost.begin(), lost.end(), std::back_inserter(standing));
  return standing;
}

}  // namespace isthmus::topics

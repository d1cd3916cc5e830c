#include "engine/topics/choose.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "engine/topics/read.h"

namespace isthmus::topics {
namespace {

constexpr std::uint64_t kLeastPart = 5;  // a gap is about topics that one in so many who ask are in

template <typename Value>
bool has(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

int year_of(const GapShare& share) {
  int year = 0;
  std::from_chars(share.name.data(), share.name.data() + share.name.size(), year);
  return year;
}

bool is_in_programme(const Gap& gap, const std::vector<std::string>& programmes) {
  return programmes.empty() ||
         std::any_of(gap.programmes.begin(), gap.programmes.end(),
                     [&](const GapShare& share) { return has(programmes, share.name); });
}

bool is_in_period(const Gap& gap, const GapChoice& choice) {
  if (!choice.from && !choice.to) return true;
  return is_of_period(gap, choice.from.value_or(std::numeric_limits<int>::min()),
                      choice.to.value_or(std::numeric_limits<int>::max()));
}

}  // namespace

Result<std::set<std::string>> topics_of(const store::View& view,
                                        const std::vector<std::string>& ids) {
  std::set<std::string> found;
  for (const std::string& id : ids) {
    const std::optional<Topic> one = TRY(topic(view, id));
    if (!one) continue;
    if (one->level == TopicLevel::kTopic) {
      found.insert(one->id);
      continue;
    }
    for (const Topic& part : TRY(all_topics(view, TopicLevel::kTopic)))
      if (part.field == one->id) found.insert(part.id);
  }
  return found;
}

bool concerns(const Gap& gap, const std::set<std::string>& topics) {
  std::uint64_t demand = 0;
  for (const GapShare& share : gap.topics) demand += topics.contains(share.name) ? share.demand : 0;
  const bool is_first = !gap.topics.empty() && topics.contains(gap.topics.front().name);
  return is_first || (demand > 0 && demand * kLeastPart >= gap.demand_count);
}

bool is_of_period(const Gap& gap, int from, int to) {
  return std::any_of(gap.years.begin(), gap.years.end(), [&](const GapShare& share) {
    const int year = year_of(share);
    return share.demand > 0 && year >= from && year <= to;
  });
}

bool fits(const Gap& gap, const GapChoice& choice, const std::set<std::string>& topics) {
  return (choice.directions.empty() || has(choice.directions, gap.direction)) &&
         (!choice.is_claimed || gap.is_claimed == *choice.is_claimed) &&
         (choice.topics.empty() || concerns(gap, topics)) &&
         is_in_programme(gap, choice.programmes) && is_in_period(gap, choice);
}

Result<std::vector<Gap>> chosen_gaps(const store::View& view, const GapChoice& choice) {
  const std::set<std::string> topics = TRY(topics_of(view, choice.topics));
  std::vector<Gap> gaps = TRY(all_gaps(view));
  std::erase_if(gaps, [&](const Gap& gap) { return !fits(gap, choice, topics); });
  return gaps;
}

}  // namespace isthmus::topics

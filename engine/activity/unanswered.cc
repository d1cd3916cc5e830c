#include "engine/activity/unanswered.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "schema/activity.h"
#include "schema/codec.h"
#include "schema/date.h"
#include "schema/keys.h"

namespace isthmus::activity {
namespace {

using store::Family;

// An intent while its searches are counted.
struct Tally {
  Unanswered intent;
  std::map<std::uint32_t, std::set<std::string>> in_vain;  // visitors by span
};

std::string month_of(std::uint32_t day) {
  const std::chrono::year_month_day date(
      std::chrono::sys_days(std::chrono::days(static_cast<int>(day))));
  return Date{static_cast<std::int16_t>(static_cast<int>(date.year())),
              static_cast<std::uint8_t>(static_cast<unsigned>(date.month())), 0}
      .to_string();
}

void count(Endings& endings, SearchOutcome outcome) {
  if (outcome == SearchOutcome::kOpened) {
    ++endings.opened;
  } else if (outcome == SearchOutcome::kGivenUp) {
    ++endings.given_up;
  } else {
    ++endings.found_nothing;
  }
}

// Days come in order.
void count(Tally& tally, const keys::SearchKey& key, RecordedSearch search) {
  Unanswered& intent = tally.intent;
  if (intent.months.empty()) {
    intent.query = std::move(search.query);
    intent.filters = std::move(search.filters);
    intent.first_day = key.day;
  }
  intent.last_day = key.day;
  intent.searches += search.times;
  const std::string month = month_of(key.day);
  if (intent.months.empty() || intent.months.back().month != month)
    intent.months.push_back({month, {}});
  count(intent.endings, search.outcome);
  count(intent.months.back().endings, search.outcome);
  if (search.outcome != SearchOutcome::kOpened)
    tally.in_vain[search.since].insert(std::string(key.visitor));
}

std::uint64_t most_visitors(const Tally& tally) {
  std::size_t most = 0;
  for (const auto& [span, visitors] : tally.in_vain) most = std::max(most, visitors.size());
  return most;
}

std::uint64_t vain(const Unanswered& intent) {
  return intent.endings.found_nothing + intent.endings.given_up;
}

}  // namespace

Result<std::vector<Unanswered>> unanswered(const store::View& store,
                                           const UnansweredRequest& request) {
  std::map<std::string, Tally, std::less<>> tallies;
  TRY(store.scan(Family::kSearches, {}, keys::searches_of_day(request.first_day),
                 [&](std::string_view key, std::string_view value) {
                   const std::optional<keys::SearchKey> parts = keys::parts_of_search(key);
                   if (!parts) return true;  // `check` tells of it
                   if (parts->day > request.last_day) return false;
                   Result<RecordedSearch> search = codec::decode<RecordedSearch>(value);
                   if (search)
                     count(tallies[std::string(parts->intent)], *parts, std::move(*search));
                   return true;
                 }));
  const std::uint64_t least = std::max(request.least_visitors, kLeastVisitors);
  std::vector<Unanswered> found;
  for (auto& [intent, tally] : tallies) {
    tally.intent.visitors = most_visitors(tally);
    if (tally.intent.visitors >= least) found.push_back(std::move(tally.intent));
  }
  std::sort(found.begin(), found.end(), [](const Unanswered& a, const Unanswered& b) {
    return std::make_tuple(b.visitors, vain(b), std::cref(a.query), std::cref(a.filters)) <
           std::make_tuple(a.visitors, vain(a), std::cref(b.query), std::cref(b.filters));
  });
  return found;
}

}  // namespace isthmus::activity

#include "engine/activity/search_sessions.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/base/digest.h"

namespace isthmus::activity {
namespace {

bool goes_on(const std::string& query, const std::string& before) {
  return query.starts_with(before) || before.starts_with(query);
}

// Nothing for a search of a program that had results: whether they were of use nobody knows.
std::optional<SearchOutcome> outcome_of(const Search& search, bool is_opened) {
  if (is_opened) return SearchOutcome::kOpened;
  if (search.results == 0) return SearchOutcome::kFoundNothing;
  return search.shows_openings ? std::optional(SearchOutcome::kGivenUp) : std::nullopt;
}

}  // namespace

std::string intent_of(const std::string& query, const std::vector<std::string>& filters) {
  std::string bytes = query;
  for (const std::string& filter : filters) bytes += '\0' + filter;
  return digest(bytes).substr(0, 16);
}

void SearchSessions::searched(Search search, std::int64_t now) {
  std::deque<Intent>& intents = by_visitor_[search.visitor];
  if (!intents.empty()) {
    Intent& last = intents.back();
    const bool is_typing = now - last.last <= kTyping && last.search.filters == search.filters &&
                           last.search.day == search.day &&
                           goes_on(search.query, last.search.query);
    // Once something was opened, what is typed next is looked for anew.
    if (is_typing && (!last.is_opened || search.query == last.search.query)) {
      const bool is_longer = search.query.size() >= last.search.query.size();
      if (is_longer) last.search = std::move(search);
      last.last = now;
      return;
    }
  }
  if (open_ >= kMostOpen) {
    ++dropped_;
    if (intents.empty()) by_visitor_.erase(search.visitor);
    return;
  }
  ++open_;
  intents.push_back({std::move(search), now, false});
}

void SearchSessions::opened(const std::string& visitor, const std::string& query,
                            const std::vector<std::string>& filters) {
  const auto found = by_visitor_.find(visitor);
  if (found == by_visitor_.end()) return;
  for (Intent& intent : found->second) {
    if (intent.search.query == query && intent.search.filters == filters) intent.is_opened = true;
  }
}

// While it may still be typed, even an intent that found nothing goes on.
bool SearchSessions::has_ended(const Intent& intent, std::int64_t now) {
  const bool is_waiting = intent.search.results > 0 && !intent.is_opened;
  return now - intent.last > (is_waiting ? kGivenUpAfter : kTyping);
}

std::vector<Ended> SearchSessions::take_ended(std::int64_t now) {
  std::vector<std::pair<std::int64_t, Ended>> ended;
  const auto take = [&](Intent& intent) {
    if (!has_ended(intent, now)) return false;
    Search& search = intent.search;
    if (const auto outcome = outcome_of(search, intent.is_opened)) {
      ended.push_back({intent.last,
                       {search.visitor,
                        search.day,
                        {std::move(search.query), std::move(search.filters), *outcome,
                         search.results, 1, search.since}}});
    }
    --open_;
    return true;
  };
  for (auto at = by_visitor_.begin(); at != by_visitor_.end();) {
    std::erase_if(at->second, take);
    at = at->second.empty() ? by_visitor_.erase(at) : std::next(at);
  }
  std::stable_sort(ended.begin(), ended.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.visitor, a.second.search.query) <
           std::tie(b.first, b.second.visitor, b.second.search.query);
  });
  std::vector<Ended> all;
  for (auto& [time, one] : ended) all.push_back(std::move(one));
  return all;
}

}  // namespace isthmus::activity

#include "searchd/routes/gap_content.h"

#include <algorithm>
#include <map>

#include "engine/search/nearest.h"
#include "engine/topics/read.h"
#include "schema/wording.h"
#include "searchd/keys.h"
#include "searchd/routes/topic_content.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::size_t kMostSearches = 20;  // that are told, those of most visitors
constexpr std::size_t kNearest = 10;       // records that say where a search stands
constexpr double kLeastPart = 0.3;         // of them, by nearness, in a gap for it to be there

using GapsByRecord = std::multimap<std::string, std::string, std::less<>>;

// The first of the greatest; empty for none.
std::string greatest_of(const std::map<std::string, double>& sums) {
  const auto greatest = std::max_element(
      sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return greatest == sums.end() ? std::string() : greatest->first;
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

bool is_wanted(GapState state, const std::vector<GapState>& states) {
  if (states.empty()) return state != GapState::kDismissed;
  return std::find(states.begin(), states.end(), state) != states.end();
}

GapStanding standing_of(topics::StandingGap one, Date today) {
  GapStanding standing{std::move(one.decision), one.is_found, false};
  standing.is_overdue = standing.decision.state == GapState::kTaken &&
                        standing.decision.due.has_value() && standing.decision.due < today;
  return standing;
}

// The topic and the gap that most of the records are in that stand nearest to the words.
Result<PlacedSearch> placed(const Generation& generation, const activity::Unanswered& search,
                            const GapsByRecord& gaps) {
  PlacedSearch placed{search, {}, {}};
  std::map<std::string, double> of_topics;
  std::map<std::string, double> of_gaps;
  double all = 0;
  for (const search::NearRecord& near :
       TRY(search::nearest_records(generation.sources, search.query, kNearest))) {
    all += near.cosine;
    const std::string topic = TRY(topics::topic_of(generation.sources.store, near.id));
    if (!topic.empty()) of_topics[topic] += near.cosine;
    const auto [first, end] = gaps.equal_range(near.id);
    for (auto gap = first; gap != end; ++gap) of_gaps[gap->second] += near.cosine;
  }
  placed.topic = greatest_of(of_topics);
  std::erase_if(of_gaps, [&](const auto& gap) { return gap.second < kLeastPart * all; });
  placed.gap = greatest_of(of_gaps);
  return placed;
}

Result<std::vector<PlacedSearch>> placed_searches(const Generation& generation,
                                                  const std::vector<activity::Unanswered>& searches,
                                                  const std::vector<Gap>& gaps) {
  GapsByRecord by_record;
  for (const Gap& gap : gaps) {
    if (gap.direction != GapDirection::kAskedNotAnswered) continue;
    for (const std::string& id : gap.demand) by_record.emplace(id, gap.id);
  }
  std::vector<PlacedSearch> all;
  for (const activity::Unanswered& search : searches)
    all.push_back(TRY(placed(generation, search, by_record)));
  return all;
}

// What is told beside the gaps of the page: topics, and the headlines of records.
Result<void> read_documents(const Generation& generation, GapsContent& content) {
  content.topics = TRY(all_by_id(generation.sources.store));
  std::vector<std::string> ids;
  for (std::size_t i = content.begin; i < content.end; ++i) {
    append(ids, content.gaps[i].demand);
    append(ids, content.gaps[i].supply);
    const std::string& closing = content.standings[i].decision.closed_by;
    if (!closing.empty()) ids.push_back(closing);
  }
  content.records =
      TRY(search::visible_headlines(generation.sources.store, generation.viewer, std::move(ids)));
  return {};
}

}  // namespace

Result<GapsOfPeople> gaps_of_people(Service& service, const Request& request) {
  GapsOfPeople people;
  people.today = service.today();
  people.taken = TRY(service.activity().taken_gaps());
  const Config& config = service.config();
  people.is_for_staff = may(config, request, Scope::kDecideGaps, people.today);
  people.tells_searches =
      config.show_unanswered || may(config, request, Scope::kReadSearches, people.today);
  if (people.tells_searches)
    people.searches = TRY(service.activity().first_unanswered(kMostSearches));
  return people;
}

Result<GapsContent> gaps_content(const Generation& generation, const GapsParameters& parameters,
                                 const GapsOfPeople& people) {
  const store::View& view = generation.sources.store;
  GapsContent content;
  content.state = TRY(topics::load_state(view));
  content.tells_searches = people.tells_searches;
  content.is_for_staff = people.is_for_staff;
  const std::vector<Gap> all = TRY(topics::all_gaps(view));
  const std::set<std::string> topics = TRY(topics::topics_of(view, parameters.choice.topics));
  content.searches = TRY(placed_searches(generation, people.searches, all));
  std::erase_if(content.searches, [&](const PlacedSearch& one) {
    return !topics.empty() && !topics.contains(one.topic);
  });
  for (topics::StandingGap& one : TRY(topics::standing_gaps(view, all, people.taken))) {
    if (!topics::fits(one.gap, parameters.choice, topics) ||
        !is_wanted(one.decision.state, parameters.states))
      continue;
    content.gaps.push_back(std::move(one.gap));
    content.standings.push_back(standing_of(std::move(one), people.today));
  }
  const Part part = part_of(parameters.list, content.gaps.size());
  content.begin = part.begin;
  content.end = part.end;
  TRY(read_documents(generation, content));
  return content;
}

Result<GapsContent> gap_content(const Generation& generation, const std::string& id,
                                const GapsOfPeople& people) {
  const store::View& view = generation.sources.store;
  GapsContent content;
  content.is_for_staff = people.is_for_staff;
  const std::vector<Gap> all = TRY(topics::all_gaps(view));
  std::vector<topics::StandingGap> standing = TRY(topics::standing_gaps(view, all, people.taken));
  topics::StandingGap found = TRY(standing_gap(std::move(standing), id));
  content.gaps.push_back(found.gap);
  content.standings.push_back(standing_of(std::move(found), people.today));
  content.end = 1;
  TRY(read_documents(generation, content));
  return content;
}

Result<topics::StandingGap> standing_gap(std::vector<topics::StandingGap> gaps,
                                         const std::string& id) {
  const auto is_named = [&](const topics::StandingGap& one) { return one.gap.id == id; };
  const auto was_named = [&](const topics::StandingGap& one) { return one.decision.gap == id; };
  auto found = std::find_if(gaps.begin(), gaps.end(), is_named);
  if (found == gaps.end()) found = std::find_if(gaps.begin(), gaps.end(), was_named);
  if (found != gaps.end()) return std::move(*found);
  return Error{ErrorCode::kNotFound, "there is no gap " + quote(id), "/api/v1/gaps lists them"};
}

}  // namespace isthmus::searchd::routes

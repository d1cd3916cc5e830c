#include "searchd/render/topic_answers.h"

#include <algorithm>

#include "searchd/clock.h"
#include "searchd/http.h"
#include "searchd/render/answers.h"
#include "searchd/render/json_text.h"
#include "searchd/render/labels.h"

namespace isthmus::searchd {
namespace {

template <typename Known>
std::string known_name(const Known& known, const std::string& id) {
  const auto found = known.find(id);
  return found == known.end() || found->second.name.empty() ? id : found->second.name;
}

void write_counts(JsonText& json, const SideCounts& counts) {
  json.begin_object();
  json.key("academic").number(counts.academic);
  json.key("practice").number(counts.practice);
  json.end_object();
}

void write_labels(JsonText& json, const TopicLabels& labels) {
  json.begin_object();
  json.key("zh").texts(labels.chinese);
  json.key("en").texts(labels.english);
  json.end_object();
}

// What lists have of a topic, in an object that is still open.
void open_topic(JsonText& json, const Topic& topic) {
  json.begin_object();
  json.key("id").text(topic.id);
  json.key("level").text(name_of(topic.level));
  if (topic.level == TopicLevel::kTopic) json.key("field").text(topic.field);
  write_labels(json.key("labels"), topic.labels);
  write_counts(json.key("records"), topic.records);
  json.key("url").text(topic_url(topic.id));
}

void write_topic(JsonText& json, const Topic& topic) {
  open_topic(json, topic);
  json.end_object();
}

void write_headline(JsonText& json, const std::string& id, const Headline& record) {
  json.begin_object();
  json.key("id").text(id);
  json.key("side").text(name_of(record.side));
  json.key("kind").text(name_of(record.kind));
  json.key("title").text(record.title);
  json.key("organisation").text_or_null(record.organisation);
  json.key("language").text_or_null(record.language);
  json.key("url").text(record_url(id));
  json.end_object();
}

void write_headlines(JsonText& json, const std::vector<std::string>& ids,
                     const search::VisibleHeadlines& records) {
  json.begin_array();
  for (const std::string& id : ids) {
    const auto found = records.find(id);
    if (found != records.end()) write_headline(json, id, found->second);
  }
  json.end_array();
}

void write_years(JsonText& json, const std::vector<TopicYear>& years) {
  json.begin_array();
  for (const TopicYear& year : years) {
    json.begin_object();
    json.key("year").number(std::uint64_t{year.year});
    write_counts(json.key("records"), year.records);
    json.end_object();
  }
  json.end_array();
}

void write_people(JsonText& json, const std::vector<TopicShare>& people) {
  json.begin_array();
  for (const TopicShare& person : people) {
    json.begin_object();
    json.key("name").text(person.name);
    write_counts(json.key("records"), person.records);
    json.end_object();
  }
  json.end_array();
}

template <typename Known>
void write_shares(JsonText& json, const std::vector<TopicShare>& shares, const Known& known) {
  json.begin_array();
  for (const TopicShare& share : shares) {
    json.begin_object();
    json.key("id").text(share.name);
    json.key("name").text(known_name(known, share.name));
    write_counts(json.key("records"), share.records);
    json.end_object();
  }
  json.end_array();
}

template <typename Write>
void write_gap_shares(JsonText& json, const std::vector<GapShare>& shares, Write&& write) {
  json.begin_array();
  for (const GapShare& share : shares) {
    json.begin_object();
    write(share.name);
    json.key("demand").number(share.demand);
    json.key("supply").number(share.supply);
    json.end_object();
  }
  json.end_array();
}

// What lists have of a gap, in an object that is still open.
void open_gap(JsonText& json, const Gap& gap) {
  json.begin_object();
  json.key("id").text(gap.id);
  json.key("direction").text(name_of(gap.direction));
  json.key("is_claimed").boolean(gap.is_claimed);
  json.key("confidence").text(name_of(confidence_of(gap)));
  write_labels(json.key("labels"), gap.labels);
  json.key("demand_count").number(gap.demand_count);
  json.key("supply_count").number(gap.supply_count);
  json.key("expected_supply").number(gap.expected_supply);
  json.key("score").number(gap.score);
  json.key("q").number(gap.q);
}

// What people said of the gap: of their names and words nothing without a key.
void write_standing(JsonText& json, const GapStanding& standing, const GapsContent& content) {
  const GapDecision& decision = standing.decision;
  json.key("is_found").boolean(standing.is_found);
  json.key("state").text(name_of(decision.state));
  if (decision.due.has_value()) json.key("due").text(decision.due.to_string());
  if (decision.state == GapState::kTaken) json.key("is_overdue").boolean(standing.is_overdue);
  const auto closing = content.records.find(decision.closed_by);
  if (closing != content.records.end())
    write_headline(json.key("closed_by"), closing->first, closing->second);
  if (!content.is_for_staff) return;
  if (!decision.owner.empty()) json.key("owner").text(decision.owner);
  if (!decision.note.empty()) json.key("note").text(decision.note);
  if (!decision.by.empty()) json.key("by").text(decision.by);
  if (!decision.at.empty()) json.key("at").text(decision.at);
}

void write_search(JsonText& json, const activity::Unanswered& search) {
  json.key("query").text(search.query);
  json.key("filters").texts(search.filters);
  json.key("visitors").number(search.visitors);
  json.key("found_nothing").number(search.endings.found_nothing);
  json.key("given_up").number(search.endings.given_up);
  json.key("last").text(day_text(search.last_day));
}

void write_gap(JsonText& json, std::size_t number, const GapsContent& content,
               const repository::Snapshot& snapshot) {
  const Gap& gap = content.gaps[number];
  open_gap(json, gap);
  write_standing(json, content.standings[number], content);
  write_gap_shares(json.key("topics"), gap.topics, [&](const std::string& id) {
    json.key("id").text(id);
    const auto found = content.topics.find(id);
    write_labels(json.key("labels"),
                 found == content.topics.end() ? TopicLabels() : found->second.labels);
  });
  write_gap_shares(json.key("programmes"), gap.programmes, [&](const std::string& id) {
    json.key("id").text(id);
    json.key("name").text(known_name(snapshot.programmes(), id));
  });
  write_gap_shares(json.key("organisations"), gap.organisations, [&](const std::string& id) {
    json.key("id").text(id);
    json.key("name").text(known_name(snapshot.organisations(), id));
  });
  write_gap_shares(json.key("years"), gap.years,
                   [&](const std::string& year) { json.key("year").text(year); });
  write_headlines(json.key("demand"), gap.demand, content.records);
  write_headlines(json.key("supply"), gap.supply, content.records);
  json.end_object();
}

void write_searches(JsonText& json, const GapsContent& content) {
  json.begin_array();
  for (const PlacedSearch& placed : content.searches) {
    json.begin_object();
    write_search(json, placed.search);
    json.key("gap").text_or_null(placed.gap);
    json.key("topic").text_or_null(placed.topic);
    json.end_object();
  }
  json.end_array();
}

void write_census(JsonText& json, const GapCensus& census) {
  json.begin_object();
  json.key("direction").text(name_of(census.direction));
  json.key("demand").number(census.demand);
  json.key("supply").number(census.supply);
  json.key("is_examined").boolean(census.is_examined);
  json.key("claimed").number(census.claimed);
  json.key("ranked").number(census.ranked);
  json.end_object();
}

void write_page(JsonText& json, std::size_t total, const PageOfList& page) {
  json.key("total").number(std::uint64_t{total});
  json.key("page").number(std::uint64_t{page.page});
  json.key("size").number(std::uint64_t{page.size});
}

void write_decision(JsonText& json, const GapDecision& decision) {
  json.begin_object();
  json.key("gap").text(decision.gap);
  json.key("state").text(name_of(decision.state));
  if (!decision.owner.empty()) json.key("owner").text(decision.owner);
  if (decision.due.has_value()) json.key("due").text(decision.due.to_string());
  if (!decision.closed_by.empty()) json.key("closed_by").text(decision.closed_by);
  if (!decision.note.empty()) json.key("note").text(decision.note);
  if (!decision.by.empty()) json.key("by").text(decision.by);
  if (!decision.at.empty()) json.key("at").text(decision.at);
  json.end_object();
}

}  // namespace

std::string topics_json(const TopicsContent& content, TopicLevel level, const PageOfList& page) {
  JsonText json;
  json.begin_object();
  json.key("level").text(name_of(level));
  write_page(json, content.total, page);
  json.key("records").number(content.state.records);
  json.key("topics").begin_array();
  for (const Topic& topic : content.topics) write_topic(json, topic);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string topic_json(const TopicContent& content, const repository::Snapshot& snapshot) {
  const Topic& topic = content.topic;
  JsonText json;
  open_topic(json, topic);
  write_headlines(json.key("academic"), topic.academic, content.records);
  write_headlines(json.key("practice"), topic.practice, content.records);
  write_people(json.key("people"), topic.people);
  write_shares(json.key("organisations"), topic.organisations, snapshot.organisations());
  write_shares(json.key("programmes"), topic.programmes, snapshot.programmes());
  write_years(json.key("years"), topic.years);
  json.key("near").begin_array();
  for (const std::string& id : topic.near) {
    const auto found = content.others.find(id);
    if (found != content.others.end()) write_topic(json, found->second);
  }
  json.end_array();
  if (topic.level == TopicLevel::kField) {
    json.key("topics").begin_array();
    for (const Topic& part : content.parts) write_topic(json, part);
    json.end_array();
  }
  json.key("gaps").begin_array();
  for (const Gap& gap : content.gaps) {
    open_gap(json, gap);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string gaps_json(const GapsContent& content, const PageOfList& page,
                      const repository::Snapshot& snapshot) {
  JsonText json;
  json.begin_object();
  write_page(json, content.gaps.size(), page);
  json.key("rules").number(std::uint64_t{content.state.rules});
  json.key("inputs").text(content.state.inputs);
  json.key("records").number(content.state.records);
  json.key("false_discovery_rate").number(content.state.false_discovery_rate);
  json.key("directions").begin_array();
  for (const GapCensus& census : content.state.directions) write_census(json, census);
  json.end_array();
  json.key("gaps").begin_array();
  for (std::size_t i = content.begin; i < content.end; ++i) write_gap(json, i, content, snapshot);
  json.end_array();
  if (content.tells_searches) write_searches(json.key("searches"), content);
  json.end_object();
  return json.take();
}

std::string gap_json(const GapsContent& content, std::size_t number,
                     const repository::Snapshot& snapshot) {
  JsonText json;
  write_gap(json, number, content, snapshot);
  return json.take();
}

std::string gap_decision_json(const GapDecision& decision) {
  JsonText json;
  write_decision(json, decision);
  return json.take();
}

std::string gap_decisions_json(const std::vector<TakenGap>& taken, const PageOfList& page) {
  JsonText json;
  json.begin_object();
  write_page(json, taken.size(), page);
  json.key("decisions").begin_array();
  const std::size_t first = std::min(std::size_t{page.page - 1} * page.size, taken.size());
  const std::size_t end = std::min(first + page.size, taken.size());
  for (std::size_t i = first; i < end; ++i) write_decision(json, taken[i].decision);
  json.end_array().end_object();
  return json.take();
}

}  // namespace isthmus::searchd

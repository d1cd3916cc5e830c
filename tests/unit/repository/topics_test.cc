// Topics and gaps, from records to what readers are told.
#include <set>

#include <doctest/doctest.h>

#include "engine/repository/reader.h"
#include "engine/topics/read.h"
#include "engine/topics/shared_words.h"
#include "engine/topics/taken.h"
#include "engine/vectors/neighbours.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using store::Family;

constexpr int kSubjects = 12;
constexpr int kRecords = 480;
constexpr int kBareSubject = 5;  // no paper is about it

// Record number `number` is about subject number % kSubjects: its words are the subject's own, some
// of them Chinese.
Record about(int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  const int subject = number % kSubjects;
  Record record;
  record.id = "m:" + std::to_string(number);
  const bool is_paper = subject != kBareSubject && number / kSubjects % 2 == 0;
  record.side = is_paper ? Side::kAcademic : Side::kPractice;
  record.kind = is_paper ? Kind::kPaper : Kind::kNote;
  const auto word = [&] {
    return "word" + std::string(1, static_cast<char>('a' + subject)) +
           std::string(1, static_cast<char>('a' + random() % 9));
  };
  record.title = word() + " " + word();
  for (int i = 0; i < 10; ++i) record.body += word() + " ";
  record.body += "common";
  record.language = "en";
  record.organisation = is_paper ? "college" : "works";
  record.programmes = {"p-" + std::to_string(subject)};
  record.authors = {{"Author " + std::to_string(number % 24), "", ""}};
  record.date = *Date::parse(std::to_string(2015 + number % 10));
  return record;
}

void take_in(Writer& writer, const std::vector<int>& numbers) {
  for (const int number : numbers)
    must(writer.put(prepare(about(number)), keys::source("m", "a.jsonl")));
  must(writer.settle());
}

std::vector<int> numbers(int first, int end) {
  std::vector<int> all;
  for (int number = first; number < end; ++number) all.push_back(number);
  return all;
}

using Rows = std::map<std::string, std::string>;

Rows rows_of(const store::View& view) {
  Rows rows;
  must(view.scan(Family::kTopics, {}, {}, [&](std::string_view key, std::string_view value) {
    rows.emplace(key, value);
    return true;
  }));
  return rows;
}

// The topic of each record.
std::map<std::string, std::string> dealing(const store::View& view) {
  std::map<std::string, std::string> topics;
  for (const Topic& topic : must(topics::all_topics(view, TopicLevel::kTopic))) {
    for (const std::string& id : must(topics::members(view, topic))) topics[id] = topic.id;
  }
  return topics;
}

double share_of_same(const std::map<std::string, std::string>& before,
                     const std::map<std::string, std::string>& after) {
  std::size_t same = 0;
  for (const auto& [id, topic] : before) {
    const auto found = after.find(id);
    same += found != after.end() && found->second == topic ? 1 : 0;
  }
  return static_cast<double>(same) / static_cast<double>(before.size());
}

TEST_CASE("records of one subject are in topics that hold nothing else, with labels and counts") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const auto topics = must(topics::all_topics(writer->view(), TopicLevel::kTopic));
  REQUIRE(topics.size() >= kSubjects);
  std::size_t records = 0;
  for (const Topic& topic : topics) {
    records += topic.records.academic + topic.records.practice;
    REQUIRE(topic.programmes.size() == 1);
    REQUIRE(!topic.labels.english.empty());
    CHECK(topic.labels.english[0].starts_with("word"));
    CHECK(topic.academic.size() == topic.records.academic);
    CHECK(must(topics::topic(writer->view(), topic.field))->level == TopicLevel::kField);
    for (const std::string& id : topic.practice)
      CHECK(must(topics::topic_of(writer->view(), id)) == topic.id);
  }
  CHECK(records == kRecords);
}

TEST_CASE("the subject that no paper is about is the first gap, and no other is as sure") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const std::vector<Gap> gaps = must(topics::all_gaps(writer->view()));
  REQUIRE(!gaps.empty());
  CHECK(gaps[0].direction == GapDirection::kAskedNotAnswered);
  CHECK(gaps[0].is_claimed);
  for (const Gap& gap : gaps) {
    if (gap.q > 0.01) continue;
    REQUIRE(gap.programmes.size() == 1);
    CHECK(gap.programmes[0].name == "p-" + std::to_string(kBareSubject));
    CHECK(gap.supply_count == 0);
    CHECK(gap.supply.size() == 20);
  }
  CHECK(must(topics::gap(writer->view(), gaps[0].id))->id == gaps[0].id);
}

TEST_CASE("the order in which records come changes neither topics nor gaps") {
  const test::TemporaryDirectory one;
  const test::TemporaryDirectory other;
  auto first = must(Writer::open(one.path()));
  auto second = must(Writer::open(other.path()));
  take_in(*first, numbers(0, kRecords));
  std::vector<int> backwards = numbers(0, kRecords);
  std::reverse(backwards.begin(), backwards.end());
  take_in(*second, backwards);
  const auto without_points = [](const store::View& view) {
    Rows rows = rows_of(view);  // points name neighbours by the number of their document
    std::erase_if(rows,
                  [](const auto& row) { return row.first.starts_with(keys::kTopicPointTag); });
    return rows;
  };
  CHECK(without_points(first->view()) == without_points(second->view()));
  CHECK(must(topics::load_state(first->view())).inputs ==
        must(topics::load_state(second->view())).inputs);
}

TEST_CASE("restricted records leave no trace in topics and gaps") {
  const test::TemporaryDirectory one;
  const test::TemporaryDirectory other;
  auto first = must(Writer::open(one.path()));
  auto second = must(Writer::open(other.path()));
  take_in(*first, numbers(0, kRecords));
  for (int number = kRecords; number < kRecords + 100; ++number) {
    Record record = about(number);
    record.visibility.audiences = {"partners"};
    record.body += " secretword" + std::to_string(number);
    must(second->put(prepare(record), keys::source("m", "a.jsonl")));
  }
  take_in(*second, numbers(0, kRecords));
  const auto told = [](const store::View& view) {
    Rows rows = rows_of(view);
    std::erase_if(rows,
                  [](const auto& row) { return row.first.starts_with(keys::kTopicPointTag); });
    return rows;
  };
  CHECK(told(first->view()) == told(second->view()));
}

TEST_CASE("records that come later are placed, and all others stay where they were") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path(), {.few_changes = 0}));
  take_in(*writer, numbers(0, kRecords));
  const auto before = dealing(writer->view());
  take_in(*writer, numbers(kRecords, kRecords + 40));
  const auto after = dealing(writer->view());
  CHECK(after.size() == kRecords + 40);
  CHECK(share_of_same(before, after) == 1);
  for (int number = kRecords; number < kRecords + 40; ++number) {
    const auto topic = must(topics::topic(writer->view(), after.at("m:" + std::to_string(number))));
    CHECK(topic->programmes[0].name == "p-" + std::to_string(number % kSubjects));
  }
}

TEST_CASE("most records stay in their topic when topics are found anew among more") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const auto before = dealing(writer->view());
  take_in(*writer, numbers(kRecords, kRecords * 3 / 2));  // learns the space of meaning again
  CHECK(must(topics::load_state(writer->view())).learned == 2);
  CHECK(share_of_same(before, dealing(writer->view())) > 0.5);
}

TEST_CASE("making everything again gives the same bytes") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  take_in(*writer, numbers(kRecords, kRecords + 20));
  must(writer->rebuild({}));
  const Rows once = rows_of(writer->view());
  must(writer->rebuild({}));
  CHECK(rows_of(writer->view()) == once);
}

TEST_CASE("the neighbours that are followed are those that would be found anew") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  must(writer->remove("m:7"));
  Record changed = about(8);
  changed.body = about(9).body;
  must(writer->put(prepare(changed), keys::source("m", "a.jsonl")));
  take_in(*writer, numbers(kRecords, kRecords + 5));
  vectors::Places places;
  std::vector<std::string> ids;
  std::map<std::string, std::string> serials;
  must(writer->view().scan(Family::kVectors, keys::faced(Face::kPublic, {}), {},
                           [&](std::string_view key, std::string_view value) {
                             const auto placed = vectors::unpack(value);
                             if (placed->bytes.empty()) return true;
                             ids.emplace_back(keys::id_of_faced(key));
                             serials[ids.back()] = value.substr(0, 4);
                             places.add(placed->bytes);
                             return true;
                           }));
  const auto lists = vectors::nearest(places, 30);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    std::string expected;
    for (const vectors::Neighbour& one : lists[i]) expected += serials[ids[one.place]];
    const auto bytes = must(writer->view().get(Family::kTopics, keys::topic_point(ids[i])));
    REQUIRE(bytes.has_value());
    CHECK(must(codec::decode<TopicPoint>(*bytes)).near == expected);
  }
}

TEST_CASE("records that share words are neighbours by them, where all are in one language") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const topics::Points points = must(topics::read_points(writer->view()));
  const auto by_meaning = vectors::nearest(points.places, topics::kNeighbours);
  const auto lists = must(topics::lists_by_words(writer->view(), points, by_meaning));
  REQUIRE(lists.size() == 2);
  const auto subject = [&](std::uint32_t point) {
    return std::stoi(points.points[point].id.substr(2)) % kSubjects;
  };
  for (const topics::NeighbourLists& list : lists) {
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      REQUIRE(list[i].size() == topics::kGraphNeighbours);
      for (const vectors::Neighbour& one : list[i]) CHECK(subject(one.place) == subject(i));
    }
  }
  topics::Points mixed = points;
  for (std::size_t i = 0; i < mixed.size(); i += 2) mixed.points[i].subject.title = "主轴";
  CHECK(must(topics::lists_by_words(writer->view(), mixed, by_meaning)).empty());
}

TakenGap taken_up(const Gap& gap, std::string id, std::string at) {
  TakenGap taken;
  taken.decision.gap = std::move(id);
  taken.decision.state = GapState::kTaken;
  taken.decision.owner = "Li Wei";
  taken.decision.at = std::move(at);
  taken.direction = gap.direction;
  taken.labels = gap.labels;
  taken.demand = gap.demand;
  return taken;
}

TEST_CASE("a gap that was taken up is known by its id, and else by the records that asked") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const std::vector<Gap> gaps = must(topics::all_gaps(writer->view()));
  const TakenGap by_id = taken_up(gaps[0], gaps[0].id, "2026-01-01");
  const TakenGap by_records = taken_up(gaps[0], "g-earlier", "2026-01-02");
  const auto standing = must(topics::standing_gaps(writer->view(), gaps, {by_records}));
  REQUIRE(standing.size() == gaps.size());
  CHECK(standing[0].gap.id == gaps[0].id);
  CHECK(standing[0].decision.gap == "g-earlier");
  CHECK(standing[0].is_found);
  const auto both = must(topics::standing_gaps(writer->view(), gaps, {by_records, by_id}));
  REQUIRE(both.size() == gaps.size());
  CHECK(both[0].decision.gap == gaps[0].id);
}

TEST_CASE("a gap that is found no more stays, told from the records that can still be seen") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const std::vector<Gap> gaps = must(topics::all_gaps(writer->view()));
  TakenGap taken = taken_up(gaps[0], gaps[0].id, "2026-01-01");
  taken.demand.resize(3);
  must(writer->remove(taken.demand[0]));
  must(writer->settle());
  const auto standing = must(topics::standing_gaps(writer->view(), {}, {taken}));
  REQUIRE(standing.size() == 1);
  CHECK_FALSE(standing[0].is_found);
  CHECK(standing[0].gap.id == gaps[0].id);
  CHECK(standing[0].gap.demand_count == 2);
  CHECK(standing[0].gap.programmes[0].name == "p-" + std::to_string(kBareSubject));
  CHECK(!standing[0].gap.topics.empty());
  CHECK(!standing[0].gap.is_claimed);
  CHECK(standing[0].gap.labels == gaps[0].labels);
  must(writer->remove(taken.demand[1]));
  must(writer->settle());
  const auto fewer = must(topics::standing_gaps(writer->view(), {}, {taken}));
  REQUIRE(fewer.size() == 1);
  CHECK(fewer[0].gap.labels == TopicLabels());  // most of what they came from is gone
  must(writer->remove(taken.demand[2]));
  must(writer->settle());
  CHECK(must(topics::standing_gaps(writer->view(), {}, {taken})).empty());
}

TEST_CASE("a repository of few records has no topics, and loses those that it had") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, 150));
  CHECK(must(topics::load_state(writer->view())).rules == 0);
  CHECK(rows_of(writer->view()).empty());
  take_in(*writer, numbers(150, kRecords));
  CHECK(must(topics::load_state(writer->view())).rules != 0);
  for (int number = 0; number < kRecords - 50; ++number)
    must(writer->remove("m:" + std::to_string(number)));
  must(writer->settle());
  CHECK(must(topics::load_state(writer->view())).rules == 0);
  CHECK(rows_of(writer->view()).empty());
}

TEST_CASE("an id that has gone leads to the topic that took its records") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, numbers(0, kRecords));
  const std::string id = must(topics::all_topics(writer->view(), TopicLevel::kTopic))[0].id;
  writer->note(Family::kTopics, keys::retired_topic("t-older"), id);
  writer->note(Family::kTopics, keys::retired_topic("t-oldest"), "t-older");
  writer->note(Family::kTopics, keys::retired_topic("t-circle"), "t-circle");
  must(writer->flush());
  CHECK(must(topics::topic(writer->view(), "t-oldest"))->id == id);
  CHECK_FALSE(must(topics::topic(writer->view(), "t-circle")).has_value());
  CHECK_FALSE(must(topics::topic(writer->view(), "t-none")).has_value());
  CHECK_FALSE(must(topics::gap(writer->view(), "g-none")).has_value());
}

}  // namespace
}  // namespace isthmus::repository::tests

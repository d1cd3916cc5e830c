#include "engine/topics/choose.h"

#include <doctest/doctest.h>

#include "schema/codec.h"
#include "schema/keys.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::topics {
namespace {

using store::Family;

Gap gap_named(const std::string& id, GapDirection direction, const std::string& topic) {
  Gap gap;
  gap.id = id;
  gap.direction = direction;
  gap.demand_count = 20;
  gap.topics = {{topic, 15, 1}, {"t-side", 4, 0}, {"t-edge", 1, 0}};
  gap.programmes = {{"machining", 3, 0}};
  gap.years = {{"2019", 5, 0}, {"2021", 0, 2}};
  return gap;
}

// A store with three topics in two fields, one of them gone to another, and two gaps.
class Shelf {
 public:
  Shelf() : store_(*store::Writer::open(directory_.path())) {
    store::Batch batch;
    for (const auto& [id, field] :
         {std::pair("t-one", "f-a"), {"t-two", "f-b"}, {"t-side", "f-b"}}) {
      Topic topic;
      topic.id = id;
      topic.field = field;
      batch.put(Family::kTopics, keys::topic(id), codec::encode(topic));
    }
    for (const std::string id : {"f-a", "f-b"}) {
      Topic field;
      field.id = id;
      field.level = TopicLevel::kField;
      batch.put(Family::kTopics, keys::topic(id), codec::encode(field));
    }
    batch.put(Family::kTopics, keys::retired_topic("t-old"), "t-one");
    Gap claimed = gap_named("g-1", GapDirection::kAskedNotAnswered, "t-one");
    claimed.is_claimed = true;
    batch.put(Family::kTopics, keys::gap(0), codec::encode(claimed));
    const Gap ranked = gap_named("g-2", GapDirection::kPractisedNotTaught, "t-two");
    batch.put(Family::kTopics, keys::gap(1), codec::encode(ranked));
    REQUIRE(store_->write(std::move(batch)));
  }

  std::vector<std::string> chosen(const GapChoice& choice) const {
    std::vector<std::string> ids;
    const auto gaps = chosen_gaps(*store_, choice);
    REQUIRE(gaps.has_value());
    for (const Gap& gap : *gaps) ids.push_back(gap.id);
    return ids;
  }

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<store::Writer> store_;
};

using Ids = std::vector<std::string>;

TEST_CASE("without a choice all gaps come, in the order of the report") {
  CHECK(Shelf().chosen({}) == Ids{"g-1", "g-2"});
}

TEST_CASE("directions and claims narrow, values of one are alternatives") {
  const Shelf shelf;
  CHECK(shelf.chosen({.directions = {GapDirection::kPractisedNotTaught}}) == Ids{"g-2"});
  CHECK(shelf.chosen({.directions = {GapDirection::kPractisedNotTaught,
                                     GapDirection::kAskedNotAnswered}}) == Ids{"g-1", "g-2"});
  CHECK(shelf.chosen({.is_claimed = true}) == Ids{"g-1"});
  CHECK(shelf.chosen({.is_claimed = false}) == Ids{"g-2"});
}

TEST_CASE("a gap is of the programmes that its records have") {
  CHECK(Shelf().chosen({.programmes = {"machining"}}).size() == 2);
  CHECK(Shelf().chosen({.programmes = {"knitting"}}).empty());
}

TEST_CASE("a period counts the records that ask, not those that answer") {
  CHECK(Shelf().chosen({.from = 2019, .to = 2019}).size() == 2);
  CHECK(Shelf().chosen({.from = 2020}).empty());
  CHECK(Shelf().chosen({.to = 2018}).empty());
}

TEST_CASE("a gap is about a topic with a fifth of those who ask, not about one with a twentieth") {
  const Shelf shelf;
  CHECK(shelf.chosen({.topics = {"t-one"}}) == Ids{"g-1"});
  CHECK(shelf.chosen({.topics = {"t-side"}}) == Ids{"g-1", "g-2"});
  CHECK(shelf.chosen({.topics = {"t-edge"}}).empty());
}

TEST_CASE("a field stands for its topics, a topic that has gone for its successor") {
  const Shelf shelf;
  CHECK(shelf.chosen({.topics = {"f-a"}}) == Ids{"g-1"});
  CHECK(shelf.chosen({.topics = {"f-b"}}) == Ids{"g-1", "g-2"});
  CHECK(shelf.chosen({.topics = {"t-old"}}) == Ids{"g-1"});
  CHECK(shelf.chosen({.topics = {"t-never"}}).empty());
}

}  // namespace
}  // namespace isthmus::topics

#include "engine/activity/activity.h"

#include <fstream>
#include <map>
#include <random>

#include <doctest/doctest.h>

#include "engine/activity/check.h"
#include "engine/activity/follower.h"
#include "schema/codec.h"
#include "schema/keys.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::activity::tests {
namespace {

using Path = std::filesystem::path;
using Problems = std::vector<std::string>;

void expect_whole(const std::string& problem) { FAIL_CHECK(problem); }

std::unique_ptr<Activity> open(const Path& repository) {
  Result<std::unique_ptr<Activity>> activity = Activity::open(repository, expect_whole);
  REQUIRE(activity);
  return std::move(*activity);
}

LinkDecision decision(std::string source, std::string target, LinkState state,
                      std::string note = {}) {
  return {std::move(source), std::move(target), state, std::move(note), "curator", "2026-01-31"};
}

Activity::Taken decide(Activity& activity, LinkDecision wanted) {
  Result<Activity::Taken> taken = activity.decide(std::move(wanted));
  REQUIRE(taken);
  return std::move(*taken);
}

Problems check_problems(const Path& repository, std::uint64_t whole) {
  Problems problems;
  const Counts counts =
      check(repository, [&](std::string problem) { problems.push_back(std::move(problem)); });
  CHECK(counts.link_decisions == whole);
  return problems;
}

void damage(const Path& repository, std::string_view key, std::string_view value) {
  auto store = store::Writer::open(directory_of(repository), store::Area::kActivity);
  REQUIRE(store);
  store::Batch batch;
  batch.put(store::Family::kLinkDecisions, key, value);
  REQUIRE((*store)->write(std::move(batch)));
}

}  // namespace

TEST_CASE("a decision holds in both directions and is there after opening again") {
  const test::TemporaryDirectory directory;
  {
    const auto activity = open(directory.path());
    CHECK(decide(*activity, decision("b", "a", LinkState::kRejected, "another subject")).is_new);
    CHECK(activity->link_decisions()->state_of("a", "b") == LinkState::kRejected);
  }
  const auto again = open(directory.path());
  const auto decisions = again->link_decisions();
  CHECK(decisions->size() == 1);
  CHECK(decisions->state_of("a", "b") == LinkState::kRejected);
  CHECK(decisions->state_of("b", "a") == LinkState::kRejected);
  CHECK(decisions->state_of("a", "c") == LinkState::kProposed);
  REQUIRE(decisions->of("a").size() == 1);
  CHECK(decisions->of("a").front().other == "b");
  CHECK(decisions->of("c").empty());
}

TEST_CASE("saying again what was said keeps who said it first, whatever the direction") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  const LinkDecision first = decision("a", "b", LinkState::kConfirmed, "same machine");
  CHECK(decide(*activity, first).is_new);
  LinkDecision second = decision("b", "a", LinkState::kConfirmed, "same machine");
  second.by = "another";
  const Activity::Taken again = decide(*activity, second);
  CHECK_FALSE(again.is_new);
  CHECK(again.decision == first);
  second.note = "another note";
  const Activity::Taken changed = decide(*activity, second);
  CHECK_FALSE(changed.is_new);
  CHECK(changed.decision == second);
  CHECK(activity->link_decisions()->size() == 1);
}

TEST_CASE("taking back leaves nothing, also where nothing was") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  CHECK_FALSE(decide(*activity, decision("a", "b", LinkState::kProposed)).is_new);
  decide(*activity, decision("a", "b", LinkState::kRejected));
  const Activity::Taken taken = decide(*activity, decision("b", "a", LinkState::kProposed, "no"));
  CHECK_FALSE(taken.is_new);
  CHECK(taken.decision == LinkDecision{"b", "a", LinkState::kProposed, {}, {}, {}});
  CHECK(activity->link_decisions()->size() == 0);
  CHECK(activity->link_decisions()->of("a").empty());
  CHECK(check_problems(directory.path(), 0) == Problems());
}

TEST_CASE("a table that a request holds stays as it was") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  const auto before = activity->link_decisions();
  decide(*activity, decision("a", "b", LinkState::kRejected));
  CHECK(before->state_of("a", "b") == LinkState::kProposed);
}

TEST_CASE("whatever is decided in whatever order and direction, the last word on a pair holds") {
  const test::TemporaryDirectory directory;
  std::mt19937 random(7);  // NOLINT: the same decisions each time
  std::map<std::pair<int, int>, LinkState> expected;
  const auto compare = [&](const LinkDecisions& table) {
    for (int a = 0; a < 6; ++a) {
      for (int b = 0; b < 6; ++b) {
        const auto found = expected.find(std::minmax(a, b));
        const LinkState state = found == expected.end() ? LinkState::kProposed : found->second;
        REQUIRE(table.state_of(std::to_string(a), std::to_string(b)) == state);
      }
    }
    REQUIRE(table.size() == expected.size());
  };
  {
    const auto activity = open(directory.path());
    for (int round = 0; round < 300; ++round) {
      const int a = static_cast<int>(random() % 6);
      const int b = static_cast<int>((static_cast<unsigned>(a) + 1 + random() % 5) % 6);
      const auto state = static_cast<LinkState>(random() % 3);
      const LinkDecision wanted = decision(std::to_string(a), std::to_string(b), state);
      const bool was_there = expected.contains(std::minmax(a, b));
      const Activity::Taken taken = decide(*activity, wanted);
      REQUIRE(taken.is_new == (!was_there && state != LinkState::kProposed));
      REQUIRE_FALSE(decide(*activity, wanted).is_new);
      if (state == LinkState::kProposed) {
        expected.erase(std::minmax(a, b));
      } else {
        expected[std::minmax(a, b)] = state;
      }
      compare(*activity->link_decisions());
    }
  }
  compare(*open(directory.path())->link_decisions());
}

TEST_CASE("a follower sees decisions beside the process that writes, once it has polled") {
  const test::TemporaryDirectory directory;
  CHECK(Follower::open(directory.path(), expect_whole).error().code == ErrorCode::kNotFound);
  const auto activity = open(directory.path());
  const auto follower = Follower::open(directory.path(), expect_whole);
  REQUIRE(follower);
  CHECK((*follower)->link_decisions()->size() == 0);
  decide(*activity, decision("a", "b", LinkState::kConfirmed));
  const Result<bool> news = (*follower)->poll();
  REQUIRE(news);
  CHECK(*news);
  CHECK((*follower)->link_decisions()->state_of("b", "a") == LinkState::kConfirmed);
  CHECK_FALSE((*follower)->poll().value_or(true));
}

TakenGap taken(std::string gap, GapState state, std::string owner = {}) {
  TakenGap one;
  one.decision = {std::move(gap), state, std::move(owner), {}, {}, {}, "board", "2026-01-31"};
  one.direction = GapDirection::kAskedNotAnswered;
  one.demand = {"m:1", "m:2"};
  return one;
}

Activity::TakenUp take_up(Activity& activity, const TakenGap& one, const std::string& before) {
  Result<Activity::TakenUp> done = activity.take_up(one, before);
  REQUIRE(done);
  return std::move(*done);
}

TEST_CASE("a gap that is taken up is there after opening again, with what it was then") {
  const test::TemporaryDirectory directory;
  const TakenGap one = taken("g-1", GapState::kTaken, "Li Wei");
  CHECK(take_up(*open(directory.path()), one, "g-1").is_new);
  CHECK(open(directory.path())->taken_gaps().value() == std::vector<TakenGap>{one});
}

TEST_CASE("what is said again of a gap changes nothing; given back, nothing is kept") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  take_up(*activity, taken("g-1", GapState::kTaken, "Li Wei"), "g-1");
  TakenGap again = taken("g-1", GapState::kTaken, "Li Wei");
  again.decision.by = "another";
  const Activity::TakenUp same = take_up(*activity, again, "g-1");
  CHECK_FALSE(same.is_new);
  CHECK(same.decision.by == "board");
  CHECK_FALSE(take_up(*activity, taken("g-1", GapState::kClosed), "g-1").is_new);
  CHECK(activity->taken_gaps().value()[0].decision.owner.empty());
  const Activity::TakenUp nothing = take_up(*activity, taken("g-1", GapState::kOpen), "g-1");
  CHECK(nothing.decision.state == GapState::kOpen);
  CHECK(nothing.decision.owner.empty());
  CHECK(activity->taken_gaps().value().empty());
  CHECK_FALSE(take_up(*activity, taken("g-1", GapState::kOpen), "g-1").is_new);
}

TEST_CASE("a decision on a gap that has another id by now takes the place of the old one") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  take_up(*activity, taken("g-1", GapState::kTaken, "Li Wei"), "g-1");
  CHECK_FALSE(take_up(*activity, taken("g-2", GapState::kTaken, "Li Wei"), "g-1").is_new);
  const std::vector<TakenGap> all = activity->taken_gaps().value();
  REQUIRE(all.size() == 1);
  CHECK(all[0].decision.gap == "g-2");
}

TEST_CASE("a follower sees what was said of gaps once it has polled") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  const auto follower = Follower::open(directory.path(), expect_whole);
  REQUIRE(follower);
  take_up(*activity, taken("g-1", GapState::kTaken, "Li Wei"), "g-1");
  REQUIRE((*follower)->poll());
  CHECK((*follower)->taken_gaps().value().size() == 1);
}

TEST_CASE("check tells which decisions on gaps are damaged, and the others hold") {
  const test::TemporaryDirectory directory;
  take_up(*open(directory.path()), taken("g-1", GapState::kTaken, "Li Wei"), "g-1");
  {
    auto store = store::Writer::open(directory_of(directory.path()), store::Area::kActivity);
    REQUIRE(store);
    store::Batch batch;
    batch.put(store::Family::kGapDecisions, "g-2", "rubbish");
    batch.put(store::Family::kGapDecisions, "g-3", codec::encode(taken("g-4", GapState::kClosed)));
    batch.put(store::Family::kGapDecisions, "g-5", codec::encode(taken("g-5", GapState::kOpen)));
    REQUIRE((*store)->write(std::move(batch)));
  }
  Problems problems;
  const Counts counts =
      check(directory.path(), [&](std::string problem) { problems.push_back(std::move(problem)); });
  CHECK(counts.gap_decisions == 1);
  CHECK(problems ==
        Problems{"the decision on gap \"g-2\": a stored value of 7 bytes cannot be read",
                 "the decision on gap \"g-3\" is not one on this gap",
                 "the decision on gap \"g-5\" is not one on this gap"});
  CHECK(open(directory.path())->taken_gaps().value().size() == 1);
}

TEST_CASE("one process writes; the next is told so") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  const auto second = Activity::open(directory.path(), expect_whole);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::kLocked);
  CHECK(second.error().hint == "another isthmus-searchd writes there");
}

TEST_CASE("where no folder can be made the error names it") {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directories(directory.path());
  std::ofstream(directory.path() / "activity") << "a file";
  const auto activity = Activity::open(directory.path(), expect_whole);
  REQUIRE_FALSE(activity);
  CHECK(activity.error().code == ErrorCode::kIo);
  CHECK(activity.error().message.find("activity") != std::string::npos);
}

TEST_CASE("check tells what is damaged, and what is whole goes on holding") {
  const test::TemporaryDirectory directory;
  CHECK(check_problems(directory.path(), 0) == Problems());
  decide(*open(directory.path()), decision("a", "b", LinkState::kConfirmed));
  damage(directory.path(), keys::link_decision("c", "d"), "rubbish");
  damage(directory.path(), keys::link_decision("e", "f"),
         codec::encode(decision("e", "g", LinkState::kRejected)));
  damage(directory.path(), keys::link_decision("h", "i"),
         codec::encode(decision("h", "i", LinkState::kProposed)));
  CHECK(check_problems(directory.path(), 1) ==
        Problems{"the decision on \"c\" and \"d\": a stored value of 7 bytes cannot be read",
                 "the decision on \"e\" and \"f\" is not one on these two",
                 "the decision on \"h\" and \"i\" is not one on these two"});
  Problems told;
  const auto activity = Activity::open(
      directory.path(), [&](std::string problem) { told.push_back(std::move(problem)); });
  REQUIRE(activity);
  CHECK(told.size() == 3);
  CHECK((*activity)->link_decisions()->size() == 1);
  CHECK(decide(**activity, decision("c", "d", LinkState::kRejected)).decision.by == "curator");
  CHECK((*activity)->link_decisions()->state_of("d", "c") == LinkState::kRejected);
}

}  // namespace isthmus::activity::tests

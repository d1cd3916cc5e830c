#include <doctest/doctest.h>

#include "engine/activity/activity.h"
#include "engine/activity/check.h"
#include "engine/activity/search_sessions.h"
#include "schema/codec.h"
#include "schema/keys.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::activity::tests {
namespace {

constexpr std::uint32_t kDay = 20'484;  // 2026-01-31

Search search(std::string visitor, std::string query, std::uint64_t results,
              std::vector<std::string> filters = {}) {
  return {std::move(visitor), kDay, kDay, std::move(query), std::move(filters), results, true};
}

std::string printed(const std::vector<Ended>& all) {
  std::string text;
  for (const Ended& ended : all) {
    constexpr std::array kNames = {"nothing", "given up", "opened"};
    text += ended.visitor + " " + ended.search.query + " " +
            kNames[static_cast<std::size_t>(ended.search.outcome)] + "\n";
  }
  return text;
}

std::string token(int number) {
  std::string digits = std::to_string(number);
  return std::string(16 - digits.size(), '0') + digits;
}

Ended ended(int visitor, std::string query, SearchOutcome outcome, std::uint32_t day = kDay,
            std::uint32_t since = 0) {
  const std::uint64_t results = outcome == SearchOutcome::kFoundNothing ? 0 : 7;
  return {
      token(visitor), day, {std::move(query), {}, outcome, results, 1, since == 0 ? day : since}};
}

std::unique_ptr<Activity> open(const std::filesystem::path& repository) {
  Result<std::unique_ptr<Activity>> activity =
      Activity::open(repository, [](const std::string& problem) { FAIL_CHECK(problem); });
  REQUIRE(activity);
  return std::move(*activity);
}

std::vector<Unanswered> unanswered_of(const Activity& activity,
                                      const UnansweredRequest& request = {}) {
  Result<std::vector<Unanswered>> found = activity.unanswered(request);
  REQUIRE(found);
  return std::move(*found);
}

}  // namespace

TEST_CASE("what is being typed is one intent, and its longest query stands for it") {
  SearchSessions sessions;
  for (const char* typed : {"cha", "chatt", "chatter mar", "chatter marks", "chatter"})
    sessions.searched(search("a", typed, 0), 100);
  sessions.searched(search("b", "chatter", 0), 100);
  CHECK(sessions.open() == 2);
  CHECK(sessions.take_ended(160).empty());
  CHECK(printed(sessions.take_ended(161)) == "a chatter marks nothing\nb chatter nothing\n");
  CHECK(sessions.open() == 0);
}

TEST_CASE("another query, other filters, another day and a long pause begin another intent") {
  SearchSessions sessions;
  sessions.searched(search("a", "chatter", 0), 100);
  sessions.searched(search("a", "spindle", 0), 101);
  sessions.searched(search("a", "spindle", 0, {"side=practice"}), 102);
  sessions.searched(search("a", "spindle", 0, {"side=practice"}), 163);
  Search tomorrow = search("a", "spindle", 0, {"side=practice"});
  ++tomorrow.day;
  sessions.searched(tomorrow, 164);
  CHECK(sessions.take_ended(1000).size() == 5);
}

TEST_CASE("results of which none was opened are given up, after ten minutes") {
  SearchSessions sessions;
  sessions.searched(search("a", "chatter", 5), 0);
  sessions.searched(search("b", "chatter", 5), 0);
  sessions.opened("b", "chatter", {});
  sessions.opened("a", "spindle", {});
  sessions.opened("nobody", "chatter", {});
  CHECK(printed(sessions.take_ended(600)) == "b chatter opened\n");
  CHECK(printed(sessions.take_ended(601)) == "a chatter given up\n");
}

TEST_CASE("what a program finds and reads is neither given up nor opened") {
  SearchSessions sessions;
  Search of_program = search("a", "chatter", 5);
  of_program.shows_openings = false;
  sessions.searched(of_program, 0);
  of_program.query = "spindle";
  of_program.results = 0;
  sessions.searched(of_program, 0);
  of_program.query = "turret";
  of_program.results = 5;
  sessions.searched(of_program, 0);
  sessions.opened("a", "turret", {});
  CHECK(printed(sessions.take_ended(5000)) == "a spindle nothing\na turret opened\n");
  CHECK(sessions.open() == 0);
}

TEST_CASE("too many open intents are dropped and counted") {
  SearchSessions sessions;
  for (std::size_t i = 0; i < SearchSessions::kMostOpen + 3; ++i)
    sessions.searched(search(std::to_string(i), "chatter", 0), 0);
  CHECK(sessions.open() == SearchSessions::kMostOpen);
  CHECK(sessions.dropped() == 3);
}

TEST_CASE("an intent is told from three visitors of one span on") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  const auto nothing = SearchOutcome::kFoundNothing;
  REQUIRE(activity->record({ended(1, "numbat", nothing), ended(2, "numbat", nothing)}));
  // The same visitors, and on the next day others, who may be the same persons.
  REQUIRE(activity->record({ended(1, "numbat", nothing), ended(2, "numbat", nothing)}));
  REQUIRE(activity->record(
      {ended(3, "numbat", nothing, kDay + 1), ended(4, "numbat", nothing, kDay + 1)}));
  CHECK(unanswered_of(*activity).empty());
  CHECK(unanswered_of(*activity, {1, 0, UINT32_MAX}).empty());
  REQUIRE(activity->record({ended(5, "numbat", SearchOutcome::kGivenUp, kDay + 1)}));
  const auto found = unanswered_of(*activity);
  REQUIRE(found.size() == 1);
  CHECK(found[0].query == "numbat");
  CHECK(found[0].visitors == 3);
  CHECK(found[0].searches == 7);
  CHECK(found[0].endings.found_nothing == 4);
  CHECK(found[0].endings.given_up == 1);
  CHECK(found[0].first_day == kDay);
  CHECK(found[0].last_day == kDay + 1);
  REQUIRE(found[0].months.size() == 2);
  CHECK(found[0].months[0].month == "2026-01");
  CHECK(found[0].months[1].month == "2026-02");
  CHECK(found[0].months[1].endings.found_nothing == 2);
  CHECK(unanswered_of(*activity, {4, 0, UINT32_MAX}).empty());
  CHECK(unanswered_of(*activity, {3, 0, kDay}).empty());
  CHECK(unanswered_of(*activity, {3, kDay + 1, UINT32_MAX}).size() == 1);
}

TEST_CASE("visitors of several days are counted together where one salt lasts so long") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  for (int day = 0; day < 3; ++day) {
    REQUIRE(activity->record({ended(day, "numbat", SearchOutcome::kFoundNothing,
                                    kDay + static_cast<std::uint32_t>(day), kDay),
                              ended(9, "quokka", SearchOutcome::kFoundNothing,
                                    kDay + static_cast<std::uint32_t>(day), kDay)}));
  }
  const auto found = unanswered_of(*activity);
  REQUIRE(found.size() == 1);
  CHECK(found[0].query == "numbat");
}

TEST_CASE("who opened something in the end did not look in vain") {
  const test::TemporaryDirectory directory;
  const auto activity = open(directory.path());
  for (int visitor = 1; visitor <= 4; ++visitor)
    REQUIRE(activity->record({ended(visitor, "numbat", SearchOutcome::kGivenUp)}));
  REQUIRE(activity->record({ended(1, "numbat", SearchOutcome::kOpened)}));
  const auto found = unanswered_of(*activity);
  REQUIRE(found.size() == 1);
  CHECK(found[0].visitors == 3);
  CHECK(found[0].endings.given_up == 3);
  CHECK(found[0].endings.opened == 1);
  REQUIRE(activity->record({ended(2, "numbat", SearchOutcome::kOpened)}));
  CHECK(unanswered_of(*activity).empty());
}

TEST_CASE("what is too old is forgotten, and nothing else") {
  const test::TemporaryDirectory directory;
  {
    const auto activity = open(directory.path());
    for (std::uint32_t day = kDay; day < kDay + 3; ++day) {
      for (int visitor = 1; visitor <= 3; ++visitor)
        REQUIRE(activity->record(
            {ended(visitor, "q" + std::to_string(day), SearchOutcome::kFoundNothing, day)}));
    }
    CHECK(activity->forget_before(kDay).value_or(99) == 0);
    CHECK(activity->forget_before(kDay + 2).value_or(0) == 6);
  }
  const auto found = unanswered_of(*open(directory.path()));
  REQUIRE(found.size() == 1);
  CHECK(found[0].first_day == kDay + 2);
}

TEST_CASE("a salt lasts for its days, also over opening again, then it is gone") {
  const test::TemporaryDirectory directory;
  CHECK(open(directory.path())->visitor_salt(kDay, 2, "first")->bytes == "first");
  const auto activity = open(directory.path());
  CHECK(activity->visitor_salt(kDay + 1, 2, "second")->bytes == "first");
  CHECK(activity->visitor_salt(kDay + 2, 2, "third")->bytes == "third");
  CHECK(activity->visitor_salt(kDay, 2, "of a clock that was put back")->bytes ==
        "of a clock that was put back");
}

TEST_CASE("check counts searches and tells of those that stand elsewhere") {
  const test::TemporaryDirectory directory;
  {
    const auto activity = open(directory.path());
    REQUIRE(activity->record({ended(1, "numbat", SearchOutcome::kFoundNothing)}));
  }
  {
    auto store = store::Writer::open(directory_of(directory.path()), store::Area::kActivity);
    REQUIRE(store);
    store::Batch batch;
    batch.put(store::Family::kSearches, keys::search(kDay, intent_of("other", {}), token(1)),
              codec::encode(ended(1, "numbat", SearchOutcome::kFoundNothing).search));
    batch.put(store::Family::kSearches, "short", "");
    REQUIRE((*store)->write(std::move(batch)));
  }
  std::size_t problems = 0;
  const Counts counts = check(directory.path(), [&](const std::string&) { ++problems; });
  CHECK(counts.searches == 1);
  CHECK(problems == 2);
  CHECK(unanswered_of(*open(directory.path())).empty());
}

}  // namespace isthmus::activity::tests

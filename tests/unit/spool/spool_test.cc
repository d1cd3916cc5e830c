#include "engine/spool/spool.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "engine/spool/durable.h"
#include "engine/spool/hold.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::spool {
namespace {

namespace fs = std::filesystem;

struct Place {
  test::TemporaryDirectory directory;
  const fs::path& repository() const { return directory.path(); }
  fs::path spool() const { return spool::directory(repository()); }

  Result<void> hand_in(const std::string& id, const std::vector<File>& files) const {
    Submission submission;
    submission.collection = "floor";
    return spool::hand_in(repository(), id, submission, files);
  }
  std::vector<std::string> waiting() const { return *spool::waiting(repository()); }
  Found found(const std::string& id) const { return *spool::look_up(repository(), id); }
};

}  // namespace

TEST_CASE("what was handed in waits with its files until it is concluded") {
  const Place place;
  REQUIRE(tidy(place.repository()));
  REQUIRE(place.hand_in("0002", {{"b.md", "# B\n"}, {"c.md", ""}}));
  REQUIRE(place.hand_in("0001", {{"a.md", "# A\n"}}));
  CHECK(place.waiting() == std::vector<std::string>{"0001", "0002"});
  const auto submission = read(place.repository(), "0002");
  REQUIRE(submission);
  CHECK(submission->collection == "floor");
  CHECK(submission->files == std::vector<std::string>{"b.md", "c.md"});
  CHECK(*read_whole(files_of(place.repository(), "0002") / "b.md") == "# B\n");
  CHECK(place.found("0002").state == State::kQueued);
  REQUIRE(conclude(place.repository(), "0002", State::kTakenIn, "{}"));
  CHECK(place.waiting() == std::vector<std::string>{"0001"});
  CHECK(place.found("0002").state == State::kTakenIn);
  CHECK(place.found("0002").result == "{}");
}

TEST_CASE("an id that waits is not overwritten by another of its name") {
  const Place place;
  REQUIRE(place.hand_in("0001", {{"a.md", "first"}}));
  CHECK_FALSE(place.hand_in("0001", {{"a.md", "second"}}).has_value());
  CHECK(*read_whole(files_of(place.repository(), "0001") / "a.md") == "first");
  CHECK(place.waiting().size() == 1);
  CHECK_FALSE(fs::exists(place.spool() / ".new-0001"));
}

TEST_CASE("what was refused keeps its files and says why") {
  const Place place;
  REQUIRE(tidy(place.repository()));
  REQUIRE(place.hand_in("0001", {{"a.md", "words"}}));
  REQUIRE(conclude(place.repository(), "0001", State::kRefused, "{\"error\":1}"));
  CHECK(place.waiting().empty());
  CHECK(place.found("0001").state == State::kRefused);
  CHECK(place.found("0001").result == "{\"error\":1}");
  CHECK(fs::exists(place.spool() / "refused" / "0001" / "files" / "a.md"));
}

TEST_CASE("a draft is nothing to look at until it is published, and goes when it is not") {
  const Place place;
  Submission submission;
  submission.collection = "floor";
  {
    auto draft = Draft::write(place.repository(), "0001", submission, {{"a.md", "words"}});
    REQUIRE(draft);
    CHECK(place.waiting().empty());
    CHECK(place.found("0001").state == State::kUnknown);
    const Draft dropped =
        *Draft::write(place.repository(), "0002", submission, {{"a.md", "words"}});
    REQUIRE(draft->publish());
  }
  CHECK(place.waiting() == std::vector<std::string>{"0001"});
  CHECK(std::distance(fs::directory_iterator(place.spool()), fs::directory_iterator()) == 1);
}

TEST_CASE("half an entry is nothing, and tidying removes it only when it is old") {
  const Place place;
  REQUIRE(tidy(place.repository()));
  fs::create_directories(place.spool() / ".new-0001" / "files");
  fs::create_directories(place.spool() / ".old-0002" / "files");
  std::ofstream(place.spool() / "stray") << "words";
  CHECK(place.waiting().empty());
  CHECK(place.found("0001").state == State::kUnknown);
  REQUIRE(tidy(place.repository()));
  CHECK(fs::exists(place.spool() / ".new-0001"));
  CHECK_FALSE(fs::exists(place.spool() / ".old-0002"));
  const auto present = fs::last_write_time(place.spool());
  fs::last_write_time(place.spool() / ".new-0001", present - std::chrono::hours(2));
  REQUIRE(tidy(place.repository()));
  CHECK_FALSE(fs::exists(place.spool() / ".new-0001"));
}

TEST_CASE("a description that is cut off is an error of that entry alone") {
  const Place place;
  REQUIRE(place.hand_in("0001", {{"a.md", "words"}}));
  REQUIRE(place.hand_in("0002", {{"b.md", "words"}}));
  std::ofstream(place.spool() / "0001" / "submission.json") << "{\"collection\": \"flo";
  const auto torn = read(place.repository(), "0001");
  REQUIRE_FALSE(torn);
  CHECK(torn.error().code == ErrorCode::kInvalidRecord);
  CHECK(read(place.repository(), "0002").has_value());
}

TEST_CASE("a kill between the result and the leaving changes nothing but the queue") {
  const Place place;
  REQUIRE(tidy(place.repository()));
  REQUIRE(place.hand_in("0001", {{"a.md", "words"}}));
  REQUIRE(write_synced(place.spool() / "taken" / "0001.json", "{\"n\":1}"));
  CHECK(place.waiting() == std::vector<std::string>{"0001"});
  CHECK(place.found("0001").state == State::kTakenIn);
  REQUIRE(conclude(place.repository(), "0001", State::kTakenIn, "{\"n\":1}"));
  CHECK(place.waiting().empty());
  CHECK(place.found("0001").result == "{\"n\":1}");
}

TEST_CASE(
    "a file name with a folder, a control character, a dot in front or 201 bytes is refused") {
  for (const std::string& name :
       {std::string(), std::string("../a"), std::string("a/b"), std::string("a\\b"),
        std::string(".a"), std::string("a\nb"), std::string("a\0b", 3), std::string("a\x7f"),
        std::string(201, 'a')}) {
    CAPTURE(name);
    CHECK_FALSE(check_file_name(name).has_value());
  }
  CHECK(check_file_name("主轴 颤振.md").has_value());
  CHECK(check_file_name(std::string(200, 'a')).has_value());
}

TEST_CASE("a wrong name or two equal ones hand in nothing") {
  const Place place;
  CHECK_FALSE(place.hand_in("0001", {{"a.md", "1"}, {"a.md", "2"}}).has_value());
  CHECK_FALSE(place.hand_in("0001", {{"a.md", "1"}, {"../b.md", "2"}}).has_value());
  CHECK_FALSE(place.hand_in("../0001", {{"a.md", "1"}}).has_value());
  CHECK_FALSE(place.hand_in("taken", {{"a.md", "1"}}).has_value());
  CHECK_FALSE(fs::exists(place.spool()));
}

TEST_CASE("an id is found by its end wherever it has gone") {
  const Place place;
  REQUIRE(tidy(place.repository()));
  for (const char* id : {"1-a", "2-b", "3-c"}) REQUIRE(place.hand_in(id, {{"a.md", "words"}}));
  REQUIRE(conclude(place.repository(), "2-b", State::kTakenIn, "{}"));
  REQUIRE(conclude(place.repository(), "3-c", State::kRefused, "{}"));
  CHECK(find_ending(place.repository(), "-a") == "1-a");
  CHECK(find_ending(place.repository(), "-b") == "2-b");
  CHECK(find_ending(place.repository(), "-c") == "3-c");
  CHECK_FALSE(find_ending(place.repository(), "-d").has_value());
}

TEST_CASE("of many who look and then hand in, one does while it holds the spool") {
  const Place place;
  std::atomic<int> handed_in = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto hold = Hold::take(place.repository());
      if (!hold || find_ending(place.repository(), "-same")) return;
      if (place.hand_in(std::to_string(i) + "-same", {{"a.md", "words"}})) ++handed_in;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(handed_in == 1);
  CHECK(place.waiting().size() == 1);
}

}  // namespace isthmus::spool

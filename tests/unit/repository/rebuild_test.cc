// Derived data is a function of the records and the log, however it came about.
#include <filesystem>

#include <doctest/doctest.h>

#include "engine/repository/writer.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using store::Family;

// Adds, updates and removes; `pause` is called after each step.
void work(std::unique_ptr<Writer>& writer, const std::function<void(int step)>& pause) {
  std::mt19937 random(7);
  for (int step = 0; step < 300; ++step) {
    const int number = static_cast<int>(random() % 200);
    const int version = static_cast<int>(random() % 3);
    if (random() % 5 == 0) {
      must(writer->remove(sample(number).id));
    } else {
      put(*writer, number, version);
    }
    pause(step);
  }
  must(writer->settle());
}

TEST_CASE(
    "rounds, reopening, rebuilding and damage to derived data leave no trace in what is stored and "
    "found") {
  const test::TemporaryDirectory straight;
  const test::TemporaryDirectory halting;
  {
    auto writer = must(Writer::open(straight.path()));
    work(writer, [](int) {});
  }
  {
    auto writer = must(Writer::open(halting.path()));
    work(writer, [&](int step) {
      if (step % 23 == 0) must(writer->flush());
      if (step % 97 == 0) must(writer->settle());
      if (step % 43 != 0) return;
      must(writer->flush());
      writer.reset();
      writer = must(Writer::open(halting.path()));
    });
  }
  const Contents expected = contents_of(straight.path());
  CHECK(expected.documents.size() > 100);
  CHECK(expected.answers.size() > 30);
  CHECK(difference(expected, contents_of(halting.path())) == "");
  {
    auto writer = must(Writer::open(halting.path()));
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    must(writer->rebuild([&](std::uint64_t now, std::uint64_t all) {
      done = now;
      total = all;
    }));
    CHECK(done == total);
    CHECK(total > 100);
  }
  CHECK(difference(expected, contents_of(halting.path())) == "");
  {
    auto store = must(store::Writer::open(halting.path() / "knowledge"));
    store::Batch damage;
    must(store->scan(Family::kProfiles, {}, {}, [&](std::string_view key, std::string_view value) {
      if (value.size() % 3 == 0) damage.put(Family::kProfiles, key, "damaged");
      if (value.size() % 3 == 1) damage.erase(Family::kProfiles, key);
      return true;
    }));
    must(store->scan(Family::kLinks, {}, {}, [&](std::string_view key, std::string_view) {
      damage.put(Family::kLinks, key, "damaged");
      return true;
    }));
    damage.put(Family::kBodies, "cnc:nobody", "stray");
    damage.put(Family::kSerials, keys::serial(9999), "cnc:nobody");
    damage.put(Family::kProfiles, keys::faced(Face::kPublic, "cnc:nobody"), "stray");
    damage.put(Family::kSources, keys::member("cnc", "file", "cnc:nobody"), "");
    must(store->write(std::move(damage)));
  }
  must(must(Writer::open(halting.path()))->rebuild({}));
  CHECK(difference(expected, contents_of(halting.path())) == "");
}

TEST_CASE("the order of answers is that of a repository that held nothing else") {
  const test::TemporaryDirectory directory;
  const test::TemporaryDirectory fresh;
  std::vector<std::string> ids;
  {
    auto writer = must(Writer::open(directory.path()));
    work(writer, [](int) {});
    auto other = must(Writer::open(fresh.path()));
    must(writer->view().scan(Family::kRecords, {}, {}, [&](std::string_view id, std::string_view) {
      ids.emplace_back(id);
      return true;
    }));
    for (const std::string& id : ids) {
      must(other->put(prepare(must(writer->view().whole_record(id))), {}));
    }
    must(other->flush());
  }
  const Contents left = contents_of(directory.path());
  const Contents right = contents_of(fresh.path());
  REQUIRE(left.answers.size() == right.answers.size());
  for (std::size_t i = 0; i < left.answers.size(); ++i) {
    CHECK(std::get<1>(left.answers[i]) == std::get<1>(right.answers[i]));
    CHECK(std::get<3>(left.answers[i]) == doctest::Approx(std::get<3>(right.answers[i])));
  }
}

TEST_CASE(
    "an index that is lost, damaged, unfinished or of another repository is made again at "
    "opening") {
  const test::TemporaryDirectory directory;
  const std::filesystem::path index = directory.path() / "index";
  {
    auto writer = must(Writer::open(directory.path()));
    for (int number = 0; number < 30; ++number) put(*writer, number);
    must(writer->remove("cnc:4"));
    must(writer->settle());
  }
  const Contents expected = contents_of(directory.path());
  SUBCASE("lost") { std::filesystem::remove_all(index); }
  SUBCASE("damaged") { std::filesystem::resize_file(index / "public" / "iamglass", 10); }
  SUBCASE("unfinished") { std::filesystem::remove(index / "public" / "iamglass"); }
  SUBCASE("half unfinished") { std::filesystem::remove(index / "restricted" / "iamglass"); }
  SUBCASE("of another repository") {
    const test::TemporaryDirectory other;
    {
      auto writer = must(Writer::open(other.path()));
      for (int number = 100; number < 150; ++number) put(*writer, number);
      must(writer->flush());
    }
    std::filesystem::remove_all(index);
    std::filesystem::rename(other.path() / "index", index);
  }
  must(Writer::open(directory.path()));
  CHECK(difference(expected, contents_of(directory.path())) == "");
}

TEST_CASE("a rebuild that was killed is done again at the next opening") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    for (int number = 0; number < 30; ++number) put(*writer, number);
    must(writer->settle());
  }
  const Contents expected = contents_of(directory.path());
  {
    auto store = must(store::Writer::open(directory.path() / "knowledge"));
    store::Batch half;
    half.put(Family::kMeta, keys::kRebuilding, "1");
    half.erase(Family::kLinks, keys::faced(Face::kPublic, "cnc:1"));
    half.erase(Family::kProfiles, keys::faced(Face::kPublic, "cnc:2"));
    must(store->write(std::move(half)));
    std::filesystem::copy(directory.path() / "index", directory.path() / "index.new",
                          std::filesystem::copy_options::recursive);
  }
  must(Writer::open(directory.path()));
  CHECK(difference(expected, contents_of(directory.path())) == "");
  CHECK_FALSE(std::filesystem::exists(directory.path() / "index.new"));
  CHECK_FALSE(std::filesystem::exists(directory.path() / "index.old"));
}

TEST_CASE("profiles of other rules are made again at the next opening") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    for (int number = 0; number < 30; ++number) put(*writer, number);
    must(writer->settle());
  }
  const std::string key = keys::faced(Face::kPublic, "cnc:2");
  std::string made;
  {
    auto store = must(store::Writer::open(directory.path() / "knowledge"));
    made = must(store->get(Family::kProfiles, key)).value();
    store::Batch old;
    old.put(Family::kMeta, keys::kProfileRules, "1");
    old.put(Family::kProfiles, key, codec::encode(Profile{}));
    must(store->write(std::move(old)));
  }
  for (int opening = 0; opening < 2; ++opening) {
    const auto writer = must(Writer::open(directory.path()));
    CHECK(must(writer->view().get(Family::kProfiles, key)) == made);
    CHECK(must(writer->view().get(Family::kMeta, keys::kProfileRules)) != "1");
    CHECK_FALSE(must(writer->view().links(Face::kPublic, "cnc:2")).public_targets.empty());
  }
}

}  // namespace
}  // namespace isthmus::repository::tests

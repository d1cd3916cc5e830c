#include <doctest/doctest.h>

#include "engine/activity/activity.h"
#include "engine/index/writer.h"
#include "engine/repository/writer.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using store::Family;

void fill(const std::filesystem::path& directory) {
  auto writer = must(Writer::open(directory));
  for (int number = 0; number < 30; ++number) put(*writer, number);
  must(writer->remove("cnc:5"));
  must(writer->settle());
}

void damage(const std::filesystem::path& directory,
            const std::function<void(store::Batch&, const store::View&)>& edit) {
  auto store = must(store::Writer::open(directory / "knowledge"));
  store::Batch batch;
  edit(batch, *store);
  must(store->write(std::move(batch)));
}

TEST_CASE("check of nothing is not_found") {
  const test::TemporaryDirectory directory;
  CHECK(check(directory.path() / "none").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a settled repository is clean, beside its writer and without one") {
  const test::TemporaryDirectory directory;
  fill(directory.path());
  const auto writer = must(Writer::open(directory.path()));
  const CheckReport report = must(check(directory.path()));
  CHECK(report.clean());
  CHECK(report.problems == std::vector<std::string>());
  CHECK(report.records == 29);
  CHECK(report.documents >= 29);
  CHECK(report.links > 0);
}

TEST_CASE("check counts decisions, and tells of those that cannot be read") {
  const test::TemporaryDirectory directory;
  fill(directory.path());
  {
    const auto activity = must(activity::Activity::open(directory.path(), [](std::string) {}));
    must(activity->decide({"cnc:1", "cnc:2", LinkState::kConfirmed, {}, "curator", {}}));
    CHECK(must(check(directory.path())).decisions == 1);
  }
  {
    auto store = must(store::Writer::open(directory.path() / "activity", store::Area::kActivity));
    store::Batch batch;
    batch.put(Family::kLinkDecisions, keys::link_decision("cnc:1", "cnc:3"), "rubbish");
    must(store->write(std::move(batch)));
  }
  const CheckReport report = must(check(directory.path()));
  CHECK(report.decisions == 1);
  REQUIRE(report.problem_count == 1);
  CHECK(report.problems.front().starts_with("the decision on \"cnc:1\" and \"cnc:3\": "));
}

TEST_CASE("check names what contradicts what it is derived from") {
  const test::TemporaryDirectory directory;
  fill(directory.path());
  damage(directory.path(), [](store::Batch& batch, const store::View& view) {
    batch.put(Family::kBodies, "cnc:1", "another body");
    batch.put(Family::kRecords, "cnc:2", "rubbish");
    batch.erase(Family::kSerials, keys::serial(must(view.record("cnc:3")).serial));
    batch.erase(Family::kSources, keys::member("cnc", "file4.jsonl", "cnc:4"));
    batch.erase(Family::kProfiles, keys::faced(Face::kPublic, "cnc:6"));
    batch.put(Family::kBodies, "cnc:5", "stray");
    batch.put(Family::kProfiles, keys::faced(Face::kRestricted, "cnc:6"), codec::encode(Profile{}));
    LinkList list = must(view.links(Face::kPublic, "cnc:8"));
    list.public_targets.resize(1);
    list.public_targets[0].target = "cnc:5";
    batch.put(Family::kLinks, keys::faced(Face::kPublic, "cnc:8"), codec::encode(list));
  });
  const CheckReport report = must(check(directory.path()));
  CHECK_FALSE(report.clean());
  CHECK(report.problem_count == report.problems.size());
  CHECK(std::is_sorted(report.problems.begin(), report.problems.end()));
  for (const std::string expected :
       {"a body belongs to \"cnc:5\", and there is no such record",
        "a link of \"cnc:8\" leads to \"cnc:5\", which has no public face",
        "a profile belongs to \"cnc:6\", and there is no such record",
        "document number 4 does not name its record \"cnc:3\"",
        "record \"cnc:1\" and its body do not fit their hash",
        "the public index holds \"cnc:2\" as document 3, the store does not",
        "the public links of record \"cnc:8\" are not its best ones",
        "the public profile of record \"cnc:6\" is not what its text gives",
        "the source of record \"cnc:4\" does not list it"}) {
    CAPTURE(expected);
    CHECK(std::count(report.problems.begin(), report.problems.end(), expected) == 1);
  }
}

TEST_CASE("check names what the index lacks and how far it is behind") {
  const test::TemporaryDirectory directory;
  fill(directory.path());
  {
    auto index = must(index::Writer::open(directory.path() / "index"));
    must(index->remove(Face::kPublic, 2));
    must(index->commit(29));
  }
  const CheckReport report = must(check(directory.path()));
  CHECK(report.problems ==
        std::vector<std::string>{"record \"cnc:1\" is missing in the public index",
                                 "the index is 2 changes behind the log: the next opening by a "
                                 "writer catches up"});
}

}  // namespace
}  // namespace isthmus::repository::tests

#include "engine/repository/writer.h"

#include <doctest/doctest.h>

#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using store::Family;

std::vector<Change> log_of(const store::View& view) {
  std::vector<Change> log;
  must(view.changes_after(0, [&](std::uint64_t, const Change& change) {
    log.push_back(change);
    return true;
  }));
  return log;
}

TEST_CASE("what put takes in is stored, numbered, logged and found after flush") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    CHECK(put(*writer, 1) == Outcome::kAdded);
    CHECK_FALSE(writer->view().record("cnc:1"));
    must(writer->flush());
    const StoredRecord stored = must(writer->view().record("cnc:1"));
    CHECK(stored.serial == 1);
    CHECK(stored.record.body.empty());
    CHECK(stored.content_hash == content_hash(sample(1)));
    CHECK(must(writer->view().whole_record("cnc:1")) == sample(1));
    CHECK(must(writer->view().get(Family::kSerials, keys::serial(1))) == "cnc:1");
    CHECK(must(writer->view().get(Family::kSources, keys::member("cnc", "file1.jsonl", "cnc:1"))));
    CHECK(must(writer->view().profile(Face::kPublic, "cnc:1"))->serial == 1);
    const std::vector<Change> log = log_of(writer->view());
    REQUIRE(log.size() == 1);
    CHECK(log[0].operation == Operation::kPut);
    CHECK(log[0].faces == kTouchesPublic);
    CHECK(log[0].public_position == 1);
  }
  const Contents contents = contents_of(directory.path());
  CHECK(contents.watermark == 1);
  REQUIRE(contents.documents.size() == 1);
  CHECK(std::get<2>(contents.documents[0]) == "cnc:1");
}

TEST_CASE("what was not flushed is gone when the writer is closed") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    put(*writer, 1);
  }
  auto writer = must(Writer::open(directory.path()));
  CHECK_FALSE(writer->view().record("cnc:1"));
  CHECK(put(*writer, 1) == Outcome::kAdded);
}

TEST_CASE("put of the same content changes nothing, not even the log") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  put(*writer, 1);
  CHECK(put(*writer, 1) == Outcome::kUnchanged);
  must(writer->flush());
  CHECK(put(*writer, 1) == Outcome::kUnchanged);
  must(writer->flush());
  CHECK(must(writer->view().last_position()) == 1);
}

TEST_CASE("an update keeps the serial, a removed id that comes back gets a new one") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  put(*writer, 1);
  put(*writer, 2);
  CHECK(put(*writer, 1, 1) == Outcome::kUpdated);
  CHECK(must(writer->remove("cnc:2")));
  CHECK_FALSE(must(writer->remove("cnc:2")));
  CHECK(put(*writer, 2) == Outcome::kAdded);
  must(writer->flush());
  CHECK(must(writer->view().record("cnc:1")).serial == 1);
  CHECK(must(writer->view().record("cnc:2")).serial == 3);
  CHECK_FALSE(must(writer->view().get(Family::kSerials, keys::serial(2))));
  CHECK(must(writer->remove("cnc:2")));
  must(writer->flush());
  writer.reset();
  writer = must(Writer::open(directory.path()));
  put(*writer, 3);
  must(writer->flush());
  CHECK(must(writer->view().record("cnc:3")).serial == 4);
}

TEST_CASE("remove leaves nothing of a record but its changes") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    for (const int number : {14, 1, 2}) put(*writer, number);
    must(writer->settle());
    for (const int number : {14, 1, 2}) CHECK(must(writer->remove(sample(number).id)));
    must(writer->settle());
    for (const Family family : {Family::kRecords, Family::kBodies, Family::kSerials,
                                Family::kSources, Family::kLinks, Family::kProfiles}) {
      CAPTURE(static_cast<int>(family));
      must(writer->view().scan(family, {}, {}, [](std::string_view key, std::string_view) {
        FAIL_CHECK(std::string(key));
        return true;
      }));
    }
    CHECK(log_of(writer->view()).back().operation == Operation::kRemove);
  }
  CHECK(contents_of(directory.path()).documents.empty());
}

TEST_CASE("a record that becomes restricted leaves the public index and its public profile") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    put(*writer, 1, 0);
    must(writer->settle());
    put(*writer, 1, 6);
    must(writer->settle());
    CHECK_FALSE(must(writer->view().profile(Face::kPublic, "cnc:1")));
    CHECK(must(writer->view().profile(Face::kRestricted, "cnc:1")));
    CHECK(log_of(writer->view())[1].faces == (kTouchesPublic | kTouchesRestricted));
    CHECK(log_of(writer->view())[1].public_position == 2);
    put(*writer, 1, 13);
    must(writer->settle());
    CHECK(log_of(writer->view())[2].faces == kTouchesRestricted);
    CHECK(log_of(writer->view())[2].public_position == 2);
  }
  const Contents contents = contents_of(directory.path());
  REQUIRE(contents.documents.size() == 1);
  CHECK(std::get<0>(contents.documents[0]) == Face::kRestricted);
}

TEST_CASE("an unchanged record that another source gives moves to that source") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  CHECK(must(writer->source_of("cnc:1")).empty());
  put(*writer, 1);
  CHECK(must(writer->source_of("cnc:1")) == keys::source("cnc", "file1.jsonl"));
  const std::string other = keys::source("lab", "a/b.md");
  CHECK(must(writer->put(prepare(sample(1)), other)) == Outcome::kUnchanged);
  CHECK(must(writer->source_of("cnc:1")) == other);
  must(writer->flush());
  CHECK(must(writer->source_of("cnc:1")) == other);
  CHECK(must(writer->view().get(Family::kSources, keys::member("lab", "a/b.md", "cnc:1"))));
  CHECK_FALSE(
      must(writer->view().get(Family::kSources, keys::member("cnc", "file1.jsonl", "cnc:1"))));
  CHECK(must(writer->view().last_position()) == 1);
}

TEST_CASE("is_unchanged sees the round that is being gathered") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  const std::string hash = content_hash(sample(1));
  CHECK_FALSE(must(writer->is_unchanged("cnc:1", hash)));
  put(*writer, 1);
  CHECK(must(writer->is_unchanged("cnc:1", hash)));
  CHECK_FALSE(must(writer->is_unchanged("cnc:1", content_hash(sample(1, 1)))));
  must(writer->remove("cnc:1"));
  CHECK_FALSE(must(writer->is_unchanged("cnc:1", hash)));
}

TEST_CASE("a note is written with the round, a forgotten key is gone with it") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  writer->note(Family::kSources, keys::collection("cnc"), "/data/cnc");
  CHECK_FALSE(must(writer->view().get(Family::kSources, keys::collection("cnc"))));
  must(writer->flush());
  CHECK(must(writer->view().get(Family::kSources, keys::collection("cnc"))) == "/data/cnc");
  writer->forget(Family::kSources, keys::collection("cnc"));
  must(writer->flush());
  CHECK_FALSE(must(writer->view().get(Family::kSources, keys::collection("cnc"))));
}

TEST_CASE("counterparts link both ways after settle") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  for (int number = 1; number <= 40; ++number) put(*writer, number);
  must(writer->settle());
  const LinkList list = must(writer->view().links(Face::kPublic, "cnc:1"));
  REQUIRE_FALSE(list.public_targets.empty());
  CHECK(list.public_targets[0].side == Side::kAcademic);
  CHECK_FALSE(list.restricted_targets.empty());
}

TEST_CASE("without links no list is written, and the next opening with links makes them") {
  const test::TemporaryDirectory with;
  const test::TemporaryDirectory without;
  WriterOptions options;
  options.links = false;
  for (const auto& [path, first] :
       {std::pair(with.path(), WriterOptions()), {without.path(), options}}) {
    {
      auto writer = must(Writer::open(path, first));
      for (int number = 1; number <= 40; ++number) put(*writer, number);
      must(writer->settle());
      CHECK(must(writer->view().links(Face::kPublic, "cnc:1")).public_targets.empty() ==
            !first.links);
    }
    auto writer = must(Writer::open(path));
    must(writer->settle());
  }
  CHECK(difference(contents_of(with.path()), contents_of(without.path())) == "");
}

TEST_CASE("a record whose bytes are damaged can be replaced, and keeps its serial") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    put(*writer, 1);
    writer->note(Family::kRecords, "cnc:1", "damaged");
    must(writer->flush());
  }
  auto writer = must(Writer::open(directory.path()));
  CHECK(writer->view().record("cnc:1").error().code == ErrorCode::kCorrupt);
  CHECK(put(*writer, 1) == Outcome::kUpdated);
  must(writer->flush());
  CHECK(must(writer->view().record("cnc:1")).serial == 1);
}

TEST_CASE("a second writer is refused") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  const auto second = Writer::open(directory.path());
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::kLocked);
}

}  // namespace
}  // namespace isthmus::repository::tests

#include "engine/store/store.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace isthmus::store {
namespace {

// A directory of its own for one test, removed afterwards.
class Directory {
 public:
  Directory() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "isthmus-store-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

template <typename T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}

void must(Result<void> result) {
  if (!result) FAIL(to_string(result.error()));
}

StoredRecord stored(std::string id, std::uint32_t serial) {
  StoredRecord stored;
  stored.serial = serial;
  stored.record.id = std::move(id);
  stored.record.title = "Spindle chatter";
  return stored;
}

void add_change(Batch& batch, std::uint64_t position, std::string id) {
  Change change;
  change.operation = Operation::kPut;
  change.id = std::move(id);
  batch.put(Family::kChanges, keys::change(position), codec::encode(change));
}

std::vector<std::string> keys_of(const View& view, Family family, std::string_view prefix,
                                 std::string_view from = {}, std::size_t limit = 100) {
  std::vector<std::string> found;
  must(view.scan(family, prefix, from, [&](std::string_view key, std::string_view) {
    found.emplace_back(key);
    return found.size() < limit;
  }));
  return found;
}

// As after a kill while the families were made, or of another version's store.
TEST_CASE("missing families are made when a store is opened, and foreign ones stay") {
  const Directory directory;
  {
    const auto writer = must(Writer::open(directory / "store", Area::kActivity));
    Batch batch;
    batch.put(Family::kSearches, "search", "");
    batch.put(Family::kSearches, "gone", "x");
    batch.erase(Family::kSearches, "gone");
    must(writer->write(std::move(batch)));
  }
  CHECK(Secondary::open(directory / "store", directory / "scratch").error().code ==
        ErrorCode::kNotFound);
  {
    const auto writer = must(Writer::open(directory / "store", Area::kKnowledge));
    Batch batch;
    batch.put(Family::kRecords, "a:1", "record");
    must(writer->write(std::move(batch)));
  }
  const auto again = must(Writer::open(directory / "store", Area::kActivity));
  CHECK(must(again->get(Family::kSearches, "search")) == "");
  CHECK(must(again->get(Family::kSearches, "gone")) == std::nullopt);
  const auto knowledge_is_held = Writer::open(directory / "store", Area::kKnowledge);
  CHECK(knowledge_is_held.error().code == ErrorCode::kLocked);
}

TEST_CASE("what a batch holds is all there after write, and in the right family") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  Batch batch;
  batch.put(Family::kRecords, "a:1", "one");
  batch.put(Family::kBodies, "a:1", "body");
  batch.put(Family::kRecords, "a:2", "two");
  batch.erase(Family::kRecords, "a:2");
  must(writer->write(std::move(batch)));
  CHECK(must(writer->get(Family::kRecords, "a:1")) == "one");
  CHECK(must(writer->get(Family::kBodies, "a:1")) == "body");
  CHECK_FALSE(must(writer->get(Family::kRecords, "a:2")));
  CHECK_FALSE(must(writer->get(Family::kLinks, "a:1")));
}

TEST_CASE("a batch is empty again after clear, after a move and after write") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  Batch batch;
  CHECK(batch.empty());
  batch.put(Family::kMeta, "name", "value");
  CHECK(batch.bytes() == 9);
  Batch moved = std::move(batch);
  CHECK(batch.empty());  // NOLINT(bugprone-use-after-move): what a moved batch is, is the question
  CHECK_FALSE(moved.empty());
  must(writer->write(std::move(moved)));
  CHECK(moved.empty());  // NOLINT(bugprone-use-after-move)
  moved.put(Family::kMeta, "name", "value");
  moved.clear();
  CHECK(moved.empty());
  CHECK(moved.bytes() == 0);
}

TEST_CASE("get_all answers in the order of the keys, with nothing for absent ones") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  Batch batch;
  for (const char* key : {"a", "b", "c"})
    batch.put(Family::kRecords, key, std::string("of ") + key);
  must(writer->write(std::move(batch)));
  const auto values = must(writer->get_all(Family::kRecords, {"c", "x", "a", "c"}));
  REQUIRE(values.size() == 4);
  CHECK(values[0] == "of c");
  CHECK_FALSE(values[1]);
  CHECK(values[2] == "of a");
  CHECK(values[3] == "of c");
  CHECK(must(writer->get_all(Family::kRecords, {})).empty());
}

TEST_CASE("scan visits the keys of a prefix in order, from where it is told, until it is stopped") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  Batch batch;
  for (const char* key : {"ma", "mb", "mc", "n", "l", "m\xff", "m\xff\xff"})
    batch.put(Family::kSources, key, "");
  must(writer->write(std::move(batch)));
  using Keys = std::vector<std::string>;
  CHECK(keys_of(*writer, Family::kSources, "m") == Keys{"ma", "mb", "mc", "m\xff", "m\xff\xff"});
  CHECK(keys_of(*writer, Family::kSources, "m", "mb") == Keys{"mb", "mc", "m\xff", "m\xff\xff"});
  CHECK(keys_of(*writer, Family::kSources, "m", "a", 1) == Keys{"ma"});
  CHECK(keys_of(*writer, Family::kSources, "m\xff") == Keys{"m\xff", "m\xff\xff"});
  CHECK(keys_of(*writer, Family::kSources, "z").empty());
  CHECK(keys_of(*writer, Family::kSources, "").size() == 7);
}

TEST_CASE("record says not_found with the id, and corrupt for bytes that are no record") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  const Result<StoredRecord> absent = writer->record("cnc:1");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == ErrorCode::kNotFound);
  CHECK(absent.error().message == "no record has the id \"cnc:1\"");
  Batch batch;
  batch.put(Family::kRecords, "cnc:1", "rubbish, but long enough for a checksum");
  batch.put(Family::kRecords, "cnc:2", codec::encode(stored("cnc:2", 7)));
  batch.put(Family::kBodies, "cnc:2", "Turn the spindle.");
  must(writer->write(std::move(batch)));
  REQUIRE_FALSE(writer->record("cnc:1"));
  CHECK(writer->record("cnc:1").error().code == ErrorCode::kCorrupt);
  CHECK(writer->record("cnc:1").error().message.starts_with("the record of \"cnc:1\": "));
  CHECK(must(writer->record("cnc:2")).serial == 7);
  CHECK(must(writer->whole_record("cnc:2")).body == "Turn the spindle.");
  const auto several = must(writer->records({"cnc:2", "cnc:1", "cnc:3"}));
  REQUIRE(several.size() == 3);
  CHECK(several[0]);
  CHECK_FALSE(several[1]);
  CHECK_FALSE(several[2]);
}

TEST_CASE("links and profile of a face are empty until they are written") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  CHECK(must(writer->links(Face::kPublic, "a:1")) == LinkList{});
  CHECK_FALSE(must(writer->profile(Face::kPublic, "a:1")));
  LinkList list;
  list.public_targets.push_back(
      {.target = "b:1", .side = Side::kPractice, .strength = 1, .evidence = {}});
  Profile profile;
  profile.serial = 3;
  Batch batch;
  batch.put(Family::kLinks, keys::faced(Face::kPublic, "a:1"), codec::encode(list));
  batch.put(Family::kProfiles, keys::faced(Face::kPublic, "a:1"), codec::encode(profile));
  must(writer->write(std::move(batch)));
  CHECK(must(writer->links(Face::kPublic, "a:1")) == list);
  CHECK(must(writer->links(Face::kRestricted, "a:1")) == LinkList{});
  CHECK(must(writer->profile(Face::kPublic, "a:1"))->serial == 3);
}

TEST_CASE("the change log ends where its last entry says, and is read on from a position") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  CHECK(must(writer->last_position()) == 0);
  Batch batch;
  for (std::uint64_t position = 1; position <= 300; ++position) {
    add_change(batch, position, "a:" + std::to_string(position));
  }
  must(writer->write(std::move(batch)));
  CHECK(must(writer->last_position()) == 300);
  std::vector<std::string> ids;
  must(writer->changes_after(254, [&](std::uint64_t position, const Change& change) {
    CHECK(change.id == "a:" + std::to_string(position));
    ids.push_back(change.id);
    return ids.size() < 4;
  }));
  CHECK(ids == std::vector<std::string>{"a:255", "a:256", "a:257", "a:258"});
}

TEST_CASE("a store keeps what was written when it is opened again") {
  Directory directory;
  {
    auto writer = must(Writer::open(directory / "knowledge"));
    Batch batch;
    batch.put(Family::kRecords, "a:1", std::string(8 << 20, 'x'));
    must(writer->write(std::move(batch)));
  }
  auto writer = must(Writer::open(directory / "knowledge"));
  CHECK(must(writer->get(Family::kRecords, "a:1"))->size() == 8 << 20);
}

TEST_CASE("a second writer is refused while the first holds the store") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  const auto second = Writer::open(directory / "knowledge");
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::kLocked);
  CHECK(second.error().hint == "an isthmus-indexer is writing there; wait until it has ended");
}

TEST_CASE("a store of a newer schema is refused to writers and readers") {
  Directory directory;
  {
    auto writer = must(Writer::open(directory / "knowledge"));
    Batch batch;
    batch.put(Family::kMeta, keys::kSchemaVersion, "99");
    must(writer->write(std::move(batch)));
  }
  const auto writer = Writer::open(directory / "knowledge");
  REQUIRE_FALSE(writer);
  CHECK(writer.error().code == ErrorCode::kNewerSchema);
  CHECK(writer.error().message == "the repository has schema version 99, this program knows 1");
  const auto secondary = Secondary::open(directory / "knowledge", directory / "scratch");
  REQUIRE_FALSE(secondary);
  CHECK(secondary.error().code == ErrorCode::kNewerSchema);
}

TEST_CASE("a secondary of nothing is not_found and makes nothing") {
  Directory directory;
  const auto secondary = Secondary::open(directory / "knowledge", directory / "scratch");
  REQUIRE_FALSE(secondary);
  CHECK(secondary.error().code == ErrorCode::kNotFound);
  CHECK_FALSE(std::filesystem::exists(directory / "knowledge"));
}

TEST_CASE("a secondary sees a write after catch_up and not before") {
  Directory directory;
  auto writer = must(Writer::open(directory / "knowledge"));
  auto secondary = must(Secondary::open(directory / "knowledge", directory / "scratch"));
  Batch batch;
  batch.put(Family::kRecords, "a:1", "one");
  add_change(batch, 1, "a:1");
  must(writer->write(std::move(batch)));
  CHECK_FALSE(must(secondary->get(Family::kRecords, "a:1")));
  must(secondary->catch_up());
  CHECK(must(secondary->get(Family::kRecords, "a:1")) == "one");
  CHECK(must(secondary->get_all(Family::kRecords, {"a:1", "a:2"}))[0] == "one");
  CHECK(must(secondary->last_position()) == 1);
  CHECK(keys_of(*secondary, Family::kRecords, "a:") == std::vector<std::string>{"a:1"});
}

TEST_CASE("a secondary opens on what a writer left behind") {
  Directory directory;
  {
    auto writer = must(Writer::open(directory / "knowledge"));
    Batch batch;
    batch.put(Family::kRecords, "a:1", "one");
    must(writer->write(std::move(batch)));
  }
  auto secondary = must(Secondary::open(directory / "knowledge", directory / "scratch"));
  CHECK(must(secondary->get(Family::kRecords, "a:1")) == "one");
}

TEST_CASE("a write beyond the file size limit is disk_full and leaves the store as it was") {
  Directory directory;
  ::signal(SIGXFSZ, SIG_IGN);
  auto writer = must(Writer::open(directory / "knowledge"));
  Batch first;
  first.put(Family::kRecords, "a:1", "one");
  must(writer->write(std::move(first)));
  rlimit usual{};
  ::getrlimit(RLIMIT_FSIZE, &usual);
  const rlimit small{1 << 20, usual.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  Batch batch;
  batch.put(Family::kRecords, "a:1", "two");
  batch.put(Family::kBodies, "a:1", std::string(4 << 20, 'x'));
  const Result<void> written = writer->write(std::move(batch));
  ::setrlimit(RLIMIT_FSIZE, &usual);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::kDiskFull);
  CHECK(must(writer->get(Family::kRecords, "a:1")) == "one");
  writer.reset();
  writer = must(Writer::open(directory / "knowledge"));
  CHECK(must(writer->get(Family::kRecords, "a:1")) == "one");
}

TEST_CASE("a damaged file is corrupt, not absent") {
  Directory directory;
  {
    auto writer = must(Writer::open(directory / "knowledge"));
    Batch batch;
    batch.put(Family::kRecords, "a:1", "one");
    must(writer->write(std::move(batch)));
  }
  for (const auto& entry : std::filesystem::directory_iterator(directory / "knowledge")) {
    if (!entry.path().filename().string().starts_with("MANIFEST")) continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(20);
    file.write("\x5a\x5a\x5a\x5a\x5a\x5a\x5a\x5a", 8);
  }
  const auto writer = Writer::open(directory / "knowledge");
  REQUIRE_FALSE(writer);
  CHECK(writer.error().code == ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace isthmus::store

#include "engine/repository/reader.h"

#include <atomic>
#include <thread>

#include <doctest/doctest.h>

#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using store::Family;

std::size_t document_count(const Snapshot& snapshot) {
  std::size_t count = 0;
  const IndexLease index = snapshot.index();
  for (const Face face : {Face::kPublic, Face::kRestricted}) {
    must(index->for_each_document(face, [&](std::uint32_t, std::string_view) {
      ++count;
      return true;
    }));
  }
  return count;
}

TEST_CASE("a reader of nothing is not_found") {
  const test::TemporaryDirectory directory;
  CHECK(Reader::open(directory.path() / "none").error().code == ErrorCode::kNotFound);
}

TEST_CASE(
    "a reader shows what was flushed when poll says so, and keeps older snapshots as they were") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  put(*writer, 1);
  must(writer->flush());
  auto reader = must(Reader::open(directory.path()));
  const auto first = reader->snapshot();
  CHECK(first->position() == 1);
  CHECK(document_count(*first) == 1);
  CHECK_FALSE(must(reader->poll()));
  put(*writer, 2);
  CHECK_FALSE(must(reader->poll()));
  must(writer->flush());
  CHECK(must(reader->poll()));
  CHECK(reader->snapshot()->position() == 2);
  CHECK(document_count(*reader->snapshot()) == 2);
  CHECK(must(reader->snapshot()->store().record("cnc:2")).serial == 2);
  CHECK(first->position() == 1);
  CHECK_FALSE(first->store().record("cnc:2"));
  CHECK(document_count(*first) == 1);
}

TEST_CASE("poll waits with a third generation while a request holds the first") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  put(*writer, 1);
  must(writer->flush());
  auto reader = must(Reader::open(directory.path()));
  auto first = reader->snapshot();
  put(*writer, 2);
  must(writer->flush());
  CHECK(must(reader->poll()));
  put(*writer, 3);
  must(writer->flush());
  CHECK_FALSE(must(reader->poll()));
  CHECK(reader->snapshot()->position() == 2);
  first.reset();
  CHECK(must(reader->poll()));
  CHECK(reader->snapshot()->position() == 3);
}

TEST_CASE(
    "links that settle and governance that changes are published without a change of the log") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  for (int number = 0; number < 30; ++number) put(*writer, number);
  must(writer->flush());
  auto reader = must(Reader::open(directory.path()));
  CHECK(reader->snapshot()->organisations().empty());
  must(writer->settle());
  CHECK(must(reader->poll()));
  must(writer->settle());
  CHECK_FALSE(must(reader->poll()));
  Organisation works;
  works.name = "North Works";
  Programme machining;
  machining.name = "Machining";
  writer->note(Family::kGovernance, keys::organisation("works"), codec::encode(works));
  writer->note(Family::kGovernance, keys::programme("machining"), codec::encode(machining));
  must(writer->flush());
  CHECK(must(reader->poll()));
  CHECK(reader->snapshot()->organisations().at("works") == works);
  CHECK(reader->snapshot()->programmes().at("machining") == machining);
}

TEST_CASE("a reader goes on during a rebuild and after it") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  for (int number = 0; number < 30; ++number) put(*writer, number);
  must(writer->settle());
  auto reader = must(Reader::open(directory.path()));
  const std::size_t documents = document_count(*reader->snapshot());
  must(writer->rebuild([&](std::uint64_t, std::uint64_t) {
    CHECK_FALSE(must(reader->poll()));
    CHECK(document_count(*reader->snapshot()) == documents);
  }));
  CHECK(document_count(*reader->snapshot()) == documents);
  CHECK(must(reader->poll()));
  CHECK(document_count(*reader->snapshot()) == documents);
}

TEST_CASE("an index handle that is lent comes back to those who wait for it") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    put(*writer, 1);
    must(writer->flush());
  }
  ReaderOptions options;
  options.index_handles = 1;
  options.scratch = directory.path() / "scratch";
  auto reader = must(Reader::open(directory.path(), options));
  const auto snapshot = reader->snapshot();
  std::atomic<bool> is_lent = false;
  std::thread second;
  {
    const IndexLease lease = snapshot->index();
    second = std::thread([&] {
      const IndexLease other = snapshot->index();
      is_lent = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK_FALSE(is_lent);
  }
  second.join();
  CHECK(is_lent);
}

TEST_CASE("the scratch folder is gone with the reader and its last snapshot") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    put(*writer, 1);
    must(writer->flush());
  }
  ReaderOptions options;
  options.scratch = directory.path() / "scratch";
  auto reader = must(Reader::open(directory.path(), options));
  auto snapshot = reader->snapshot();
  reader.reset();
  CHECK_FALSE(std::filesystem::is_empty(options.scratch));
  CHECK(document_count(*snapshot) == 1);
  snapshot.reset();
  CHECK(std::filesystem::is_empty(options.scratch));
}

// Counts the hits of a generation that have no record in it; nothing when the writer was faster.
std::optional<std::size_t> hits_without_record(const Snapshot& snapshot) {
  const Viewer partner{{"partners"}, *Date::parse("2026-01-01")};
  index::MatchOptions options;
  options.limit = 10000;
  const IndexLease index = snapshot.index();
  const auto found = index->search(index::Query::all(), partner, options, snapshot.columns());
  if (!found) {
    CHECK(found.error().code == ErrorCode::kStale);
    return std::nullopt;
  }
  std::vector<std::string> ids;
  for (const index::Match& match : found->matches) ids.push_back(match.id);
  std::size_t missing = 0;
  for (const auto& record : must(snapshot.store().records(ids))) missing += record ? 0 : 1;
  return missing;
}

TEST_CASE("a reader beside a writer never sees a hit without its record") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path(), {.links = false}));
  put(*writer, 1);
  must(writer->flush());
  auto reader = must(Reader::open(directory.path()));
  std::atomic<bool> is_done = false;
  std::size_t generations = 0;
  std::size_t missing = 0;
  std::thread polling([&] {
    for (bool was_done = false; !was_done;) {
      was_done = is_done;
      const Result<bool> published = reader->poll();
      if (!published) FAIL_CHECK(to_string(published.error()));
      if (!published || !*published) continue;
      ++generations;
      missing += hits_without_record(*reader->snapshot()).value_or(0);
    }
  });
  Record small = sample(3);
  small.body.clear();
  for (int number = 0; number < 5000; ++number) {
    small.id = "cnc:s" + std::to_string(number);
    must(writer->put(prepare(small), {}));
    if (number % 500 == 499) must(writer->flush());
  }
  is_done = true;
  polling.join();
  CHECK(missing == 0);
  CHECK(generations > 1);
  CHECK(reader->snapshot()->position() == 5001);
}

}  // namespace
}  // namespace isthmus::repository::tests

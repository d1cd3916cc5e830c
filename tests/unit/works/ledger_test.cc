// What works are made of does not depend on the order of arrival, on when it was written, or on what
// a viewer may not see.

#include "engine/works/ledger.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/repository/writer.h"
#include "engine/works/read.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::works {
namespace {

using repository::Writer;

template <typename T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}

void must(Result<void> result) {
  if (!result) FAIL(to_string(result.error()));
}

// A few works, each with many records: what they share is crowded now and then.
Record random_record(std::mt19937& random, int number) {
  Record record;
  record.id = "c" + std::to_string(random() % 3) + ":" + std::to_string(number);
  record.side = Side::kAcademic;
  record.kind = random() % 8 == 0 ? Kind::kReport : Kind::kPaper;
  record.organisation = "org" + std::to_string(random() % 2);
  const auto work = std::to_string(random() % 4);
  record.title =
      "The suppression of chatter in milling of shape " + std::string(1, "bcde"[random() % 4]);
  record.authors = {{"Jane Doe" + std::to_string(random() % 2), "", ""}};
  record.date = {static_cast<std::int16_t>(2015 + random() % 5), 0, 0};
  if (random() % 3 == 0) record.identifiers = {{"doi", "10.1/" + work}};
  if (random() % 2 == 0) {
    for (int i = 0; i < 120; ++i) record.body += "w" + work + "x" + std::to_string(i) + " ";
  }
  if (random() % 10 == 0) record.relations = {{"same_work", "c0:" + std::to_string(random() % 40)}};
  static const std::vector<std::vector<std::string>> kAudiences = {
      {}, {}, {"public"}, {"partners"}, {"agreement:a1"}, {"agreement:a1", "partners"}};
  record.visibility.audiences = kAudiences[random() % kAudiences.size()];
  if (random() % 6 == 0)
    record.visibility.embargo_until = {static_cast<std::int16_t>(2024 + random() % 3), 6, 1};
  record.visibility.preview = random() % 3 == 0;
  return record;
}

std::vector<Record> random_records(unsigned seed, int count) {
  std::mt19937 random(seed);
  std::vector<Record> records;
  for (int i = 0; i < count; ++i) records.push_back(random_record(random, i));
  return records;
}

class Repository {
 public:
  Repository() { open(); }
  void open() {
    writer_.reset();
    writer_ = must(Writer::open(directory_.path(), {false}));
  }
  Writer& writer() { return *writer_; }
  // Changes what is stored behind the writer's back.
  void damage(const std::function<void(const store::View&, store::Batch&)>& edit) {
    writer_.reset();
    {
      const auto store = must(store::Writer::open(directory_.path() / "knowledge"));
      store::Batch batch;
      edit(*store, batch);
      must(store->write(std::move(batch)));
    }
  }
  std::vector<std::string> problems() {
    writer_.reset();
    return must(repository::check(directory_.path())).problems;
  }
  void put(const Record& record) {
    must(writer_->put(repository::prepare(record), keys::source("c", "file")));
  }
  void put_all(const std::vector<Record>& records) {
    for (const Record& record : records) put(record);
    must(writer_->flush());
  }
  std::map<std::string, std::string> works() const {
    std::map<std::string, std::string> all;
    must(writer_->view().scan(store::Family::kWorks, {}, {},
                              [&](std::string_view key, std::string_view value) {
                                all.emplace(key, value);
                                return true;
                              }));
    return all;
  }
  // Ids, relations and reasons of the work of every record that the viewer sees.
  std::map<std::string, std::string> shown_to(const Viewer& viewer) const {
    std::map<std::string, std::string> shown;
    must(writer_->view().scan(store::Family::kRecords, {}, {}, [&](std::string_view id, auto) {
      const StoredRecord stored = must(writer_->view().record(id));
      const auto face = visible_face(stored.record, viewer);
      if (!face) return true;
      const std::vector<Work> work =
          must(works_of(writer_->view(), viewer, {{*face, std::string(id)}}));
      std::string& text = shown[std::string(id)];
      for (const Member& member : work.front().members) {
        text += member.record.id + " " + member.tie.id + " " +
                std::string(name_of(member.tie.relation)) + " " +
                std::string(name_of(member.tie.reason)) + "; ";
      }
      return true;
    }));
    return shown;
  }

 private:
  isthmus::test::TemporaryDirectory directory_;
  std::unique_ptr<Writer> writer_;
};

// The records as they are had what the viewer may not see never been taken in.
std::vector<Record> as_seen_by(const std::vector<Record>& records, const Viewer& viewer) {
  std::vector<Record> seen;
  for (const Record& record : records) {
    const std::optional<Face> face = visible_face(record, viewer);
    if (!face) continue;
    Record shown = face_of(record, *face);
    if (*face == Face::kPublic) shown.visibility = {};
    seen.push_back(std::move(shown));
  }
  return seen;
}

std::size_t records_with_a_work(const std::map<std::string, std::string>& shown) {
  return static_cast<std::size_t>(std::count_if(
      shown.begin(), shown.end(), [](const auto& one) { return !one.second.empty(); }));
}

}  // namespace

TEST_CASE("the order of arrival, changes in between and rebuilding make no difference") {
  for (const unsigned seed : {1U, 2U}) {
    const std::vector<Record> records = random_records(seed, 90);
    Repository straight;
    straight.put_all(records);

    Repository devious;
    std::mt19937 random(seed);
    std::vector<Record> mixed = records;
    std::shuffle(mixed.begin(), mixed.end(), random);
    for (const Record& record : mixed) {
      Record other = random_record(random, 1000);
      other.id = record.id;
      devious.put(other);
      if (random() % 4 == 0) must(devious.writer().remove(record.id));
      if (random() % 16 == 0) must(devious.writer().flush());
    }
    Record passing = records.front();
    for (int i = 0; i < 40; ++i) {
      passing.id = "passing:" + std::to_string(i);
      devious.put(passing);
    }
    std::shuffle(mixed.begin(), mixed.end(), random);
    devious.put_all(mixed);
    for (int i = 0; i < 40; ++i) must(devious.writer().remove("passing:" + std::to_string(i)));
    must(devious.writer().flush());
    CHECK(straight.works().size() > 90);
    CHECK(straight.works() == devious.works());
    const auto before = straight.works();
    must(straight.writer().rebuild({}));
    CHECK(straight.works() == before);
  }
}

TEST_CASE("what a viewer may not see neither joins nor shows nor changes anything") {
  for (const unsigned seed : {4U, 5U}) {
    const std::vector<Record> records = random_records(seed, 80);
    Repository all;
    all.put_all(records);
    for (const std::vector<std::string>& audiences :
         {std::vector<std::string>{},
          {"partners"},
          {"agreement:a1"},
          {"organisation:org1"},
          {"agreement:a1", "organisation:org0", "partners"}}) {
      const Viewer viewer{audiences, *Date::parse("2025-01-01")};
      Repository seen;
      seen.put_all(as_seen_by(records, viewer));
      const auto shown = all.shown_to(viewer);
      CHECK(records_with_a_work(shown) > 10);
      CHECK(shown == seen.shown_to(viewer));
    }
  }
}

TEST_CASE("a key that too many share joins nobody, and does again when some have gone") {
  Repository repository;
  Record record = random_records(1, 1).front();
  record.visibility = {};
  record.relations = {};
  record.body.clear();
  record.identifiers = {{"doi", "10.1/x"}};
  const auto id_of = [](std::size_t number) { return "c:" + std::to_string(number); };
  for (std::size_t i = 0; i <= kMostOfARealm; ++i) {
    record.id = id_of(i);
    repository.put(record);
  }
  must(repository.writer().flush());
  CHECK(records_with_a_work(repository.shown_to({})) == 0);
  must(repository.writer().remove(id_of(7)));
  must(repository.writer().flush());
  CHECK(records_with_a_work(repository.shown_to({})) == kMostOfARealm);
}

TEST_CASE("a decision goes before every judgement, and survives removing, adding and rebuilding") {
  Repository repository;
  Record a = random_records(1, 1).front();
  a.visibility = {};
  a.relations = {};
  a.identifiers = {{"doi", "10.1/x"}};
  Record b = a;
  Record c = a;
  a.id = "c:a";
  b.id = "c:b";
  c.id = "c:c";
  repository.put_all({a, b, c});
  const auto apart = [&] {
    return repository.shown_to({})["c:a"].find("c:b") == std::string::npos;
  };
  CHECK_FALSE(apart());
  must(repository.writer().decide("c:a", "c:b", WorkVerdict::kApart));
  must(repository.writer().flush());
  CHECK(apart());  // though both are tied to the third
  const auto shown = repository.shown_to({});
  CHECK((shown.at("c:a").empty() || shown.at("c:b").empty()));
  must(repository.writer().remove("c:b"));
  must(repository.writer().flush());
  repository.put_all({b});
  CHECK(apart());
  must(repository.writer().rebuild({}));
  repository.open();
  CHECK(repository.shown_to({}) == shown);
  must(repository.writer().decide("c:b", "c:a", WorkVerdict::kNone));
  must(repository.writer().flush());
  CHECK_FALSE(apart());
}

TEST_CASE("two that nothing joins are one work when a person says so") {
  Repository repository;
  Record a = random_records(1, 1).front();
  a.visibility = {};
  a.relations = {};
  a.id = "c:a";
  Record b = a;
  b.id = "c:b";
  b.title = "Another thing";
  b.identifiers = {};
  b.body = "short";
  repository.put_all({a});
  must(repository.writer().decide("c:a", "c:b", WorkVerdict::kSame));
  repository.put_all({b});
  CHECK(repository.shown_to({})["c:a"].find("c:b c:a") != std::string::npos);
}

TEST_CASE("check names what of the works is not what the records give") {
  Repository repository;
  repository.put_all(random_records(8, 30));
  CHECK(repository.problems().size() == 1);  // links were not wanted
  std::string ties_of;
  repository.damage([&](const store::View& view, store::Batch& batch) {
    must(view.scan(store::Family::kWorks, keys::kWorkTiesTag, {}, [&](std::string_view key, auto) {
      ties_of = keys::id_of_faced(keys::faced_of_work(key));
      batch.erase(store::Family::kWorks, key);
      return false;
    }));
    batch.put(store::Family::kWorks, keys::work_bucket("nonsense"), "nonsense");
  });
  const std::vector<std::string> problems = repository.problems();
  CHECK(problems.size() == 3);
  CHECK(std::any_of(problems.begin(), problems.end(), [&](const std::string& problem) {
    return problem.find(ties_of) != std::string::npos;
  }));
}

TEST_CASE("a repository from before there were works gets them when it is opened") {
  Repository repository;
  repository.put_all(random_records(9, 30));
  const auto works = repository.works();
  repository.damage([](const store::View& view, store::Batch& batch) {
    batch.erase(store::Family::kMeta, keys::kWorkRules);
    must(view.scan(store::Family::kWorks, {}, {}, [&](std::string_view key, auto) {
      batch.erase(store::Family::kWorks, key);
      return true;
    }));
  });
  repository.open();
  CHECK(works.size() > 30);
  CHECK(repository.works() == works);
}

}  // namespace isthmus::works

#include "engine/index/reader.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <xapian.h>

#include "engine/index/writer.h"
#include "schema/terms.h"
#include "tests/support/columns.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::index {
namespace {

Record note(const std::string& id, const std::string& body, Date date = {}) {
  Record record;
  record.id = id;
  record.side = Side::kPractice;
  record.kind = Kind::kNote;
  record.body = body;
  record.date = date;
  return record;
}

class Fixture {
 public:
  explicit Fixture(const std::vector<Record>& records)
      : writer_(std::move(Writer::open(directory_.path())).value()) {
    for (const Record& record : records) put(++serial_, record);
    commit();
  }
  void put(std::uint32_t serial, const Record& record) {
    REQUIRE(writer_->replace(Face::kPublic, serial, Document::make({record, Face::kPublic})));
  }
  void commit() { REQUIRE(writer_->commit(++watermark_)); }
  Writer& writer() { return *writer_; }
  std::unique_ptr<Reader> reader() const {
    return std::move(Reader::open(directory_.path())).value();
  }

  std::string ids(const Query& query, const MatchOptions& options = {}) const {
    std::string out;
    const Matches matches =
        std::move(reader()->search(query, {}, options, test::columns_of(*reader()))).value();
    for (const Match& match : matches.matches) out += (out.empty() ? "" : " ") + match.id;
    return out;
  }

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<Writer> writer_;
  std::uint32_t serial_ = 0;
  std::uint64_t watermark_ = 0;
};

Query term(const std::string& text) { return Query::of_term(text); }

TEST_CASE("opening an index that is not there says not_found") {
  test::TemporaryDirectory directory;
  const auto reader = Reader::open(directory.path());
  REQUIRE(!reader);
  CHECK((reader.error().code == ErrorCode::kNotFound || reader.error().code == ErrorCode::kIo));
}

TEST_CASE("a second writer is refused as locked") {
  test::TemporaryDirectory directory;
  const auto first = Writer::open(directory.path());
  REQUIRE(first);
  const auto second = Writer::open(directory.path());
  REQUIRE(!second);
  CHECK(second.error().code == ErrorCode::kLocked);
}

TEST_CASE("documents without a commit are gone after closing, and the watermark with them") {
  test::TemporaryDirectory directory;
  {
    const auto writer = std::move(Writer::open(directory.path())).value();
    REQUIRE(
        writer->replace(Face::kPublic, 1, Document::make({note("t:1", "chatter"), Face::kPublic})));
    REQUIRE(writer->commit(5));
    REQUIRE(
        writer->replace(Face::kPublic, 2, Document::make({note("t:2", "chatter"), Face::kPublic})));
  }
  CHECK(std::move(Writer::open(directory.path())).value()->watermark() == 5);
  CHECK(std::move(Reader::open(directory.path())).value()->document_count() == 1);
}

TEST_CASE("removing twice is harmless") {
  Fixture fixture({note("t:1", "chatter"), note("t:2", "chatter")});
  REQUIRE(fixture.writer().remove(Face::kPublic, 1));
  REQUIRE(fixture.writer().remove(Face::kPublic, 1));
  fixture.commit();
  CHECK(fixture.ids(term("Zchatter")) == "t:2");
}

TEST_CASE("reset leaves nothing and a watermark of 0") {
  Fixture fixture({note("t:1", "chatter")});
  REQUIRE(fixture.writer().reset());
  CHECK(fixture.writer().watermark() == 0);
  CHECK(fixture.reader()->document_count() == 0);
}

TEST_CASE("an index of another layout is refused by readers and by writers, and says what to do") {
  test::TemporaryDirectory directory;
  {
    const auto writer = std::move(Writer::open(directory.path())).value();
    REQUIRE(writer->commit(1));
  }
  Xapian::WritableDatabase database((directory.path() / "public").string());
  database.set_metadata("isthmus_layout", "");  // the first layout did not say its number
  database.close();
  const auto reader = Reader::open(directory.path());
  REQUIRE(!reader);
  CHECK(reader.error().code == ErrorCode::kCorrupt);
  CHECK(reader.error().hint.find("isthmus-indexer") != std::string::npos);
  const auto writer = Writer::open(directory.path());
  REQUIRE(!writer);
  CHECK(writer.error().code == ErrorCode::kCorrupt);
}

TEST_CASE("a reader that lags two commits behind says stale instead of answering") {
  std::vector<Record> records;
  for (int i = 0; i < 3000; ++i)
    records.push_back(note("t:" + std::to_string(i), "chatter number " + std::to_string(i)));
  Fixture fixture(records);
  const auto reader = fixture.reader();
  const Columns columns = test::columns_of(*reader);
  for (int round = 0; round < 4; ++round) {
    for (std::uint32_t serial = 1; serial <= 3000; serial += 3) {
      fixture.put(serial, note("t:" + std::to_string(serial - 1),
                               "round " + std::to_string(round) + " chatter"));
    }
    fixture.commit();
  }
  const auto matches = reader->search(term("Zchatter"), {}, {}, columns);
  REQUIRE(!matches);
  CHECK(matches.error().code == ErrorCode::kStale);
}

TEST_CASE(
    "dates filter and sort, and documents without a date are outside every range and last among "
    "the newest") {
  const Fixture fixture({note("t:a", "x", {2019, 5, 1}), note("t:b", "x", {2021, 0, 0}),
                         note("t:c", "x"), note("t:d", "x", {2023, 12, 31})});
  Query range;
  range.op = Op::kYears;
  range.term = "2020";
  range.upper = "2023";
  MatchOptions newest;
  newest.sort = Sort::kNewest;
  CHECK(fixture.ids(Query::of(Op::kFilter, {Query::all(), range}), newest) == "t:d t:b");
  CHECK(fixture.ids(Query::all(), newest) == "t:d t:b t:a t:c");
  range.term = "";
  CHECK(fixture.ids(Query::of(Op::kFilter, {Query::all(), range}), newest) == "t:d t:b t:a");
}

TEST_CASE("equal scores come in an order that does not depend on the order of adding") {
  const std::vector<Record> records = {note("t:1", "x y"), note("t:2", "x y"), note("t:3", "x y"),
                                       note("t:4", "x y")};
  const std::vector<Record> reversed(records.rbegin(), records.rend());
  CHECK(Fixture(records).ids(term("Zx")) == Fixture(reversed).ids(term("Zx")));
}

TEST_CASE("paging through all matches shows each once") {
  std::vector<Record> records;
  for (int i = 0; i < 57; ++i)
    records.push_back(note("t:" + std::to_string(i), i % 3 == 0 ? "x" : "x y"));
  const Fixture fixture(records);
  std::string all;
  for (std::uint32_t offset = 0; offset < 60; offset += 10) {
    MatchOptions options;
    options.offset = offset;
    const std::string page = fixture.ids(term("Zx"), options);
    all += (all.empty() ? "" : " ") + page;
  }
  MatchOptions options;
  options.limit = 100;
  CHECK(all == fixture.ids(term("Zx"), options));
}

TEST_CASE("phrases want their words side by side and in order, near wants them close") {
  const Fixture fixture({note("t:1", "tool wear rate"), note("t:2", "wear of the tool"),
                         note("t:3", "tool and then much later in the text some wear")});
  CHECK(fixture.ids(Query::of(Op::kPhrase, {term("tool"), term("wear")})) == "t:1");
  std::string near = fixture.ids(Query::of(Op::kNear, {term("tool"), term("wear")}));
  CHECK((near == "t:1 t:2" || near == "t:2 t:1"));
}

TEST_CASE("a prefix finds every word that begins with it") {
  const Fixture fixture({note("t:1", "vibration"), note("t:2", "vibrating"), note("t:3", "vital")});
  Query prefix = term("vibra");
  prefix.op = Op::kPrefix;
  std::string found = fixture.ids(prefix);
  CHECK((found == "t:1 t:2" || found == "t:2 t:1"));
}

TEST_CASE("explain names the terms that gave the score, and they add up to it") {
  const Fixture fixture(
      {note("t:1", "chatter of the spindle"), note("t:2", "spindle"), note("t:3", "network")});
  const Query query =
      Query::of(Op::kOr, {Query::of_term("Zchatter", 2), term("Zspindl"), term("Zabsent")});
  const auto reader = fixture.reader();
  const Matches matches =
      std::move(reader->search(query, {}, {}, test::columns_of(*reader))).value();
  REQUIRE(matches.matches.front().id == "t:1");
  const std::vector<TermWeight> weights =
      std::move(reader->explain(query, Face::kPublic, matches.matches.front().serial)).value();
  REQUIRE(weights.size() == 2);
  CHECK(weights[0].weight + weights[1].weight == doctest::Approx(matches.matches.front().score));
}

TEST_CASE("every document can be listed with its id") {
  const Fixture fixture({note("t:1", "x"), note("t:2", "y")});
  std::string listed;
  REQUIRE(fixture.reader()->for_each_document(
      Face::kPublic, [&](std::uint32_t serial, std::string_view id) {
        listed += std::to_string(serial) + "=" + std::string(id) + " ";
        return true;
      }));
  CHECK(listed == "1=t:1 2=t:2 ");
}

// Xapian 1.4.22 reads freed memory on several OP_MAX under one OP_OR.
TEST_CASE("several prefixes and synonyms under one OR are answered") {
  std::mt19937 random(7);
  const auto letter = [&] { return std::string(1, static_cast<char>('a' + random() % 12)); };
  std::vector<Record> records;
  for (int i = 0; i < 150; ++i) {
    std::string body;
    for (int word = 0; word < 8; ++word) body += letter() + letter() + " ";
    records.push_back(note("t:" + std::to_string(i), body));
  }
  const Fixture fixture(records);
  const auto reader = fixture.reader();
  const Columns columns = test::columns_of(*reader);
  for (int round = 0; round < 300; ++round) {
    std::vector<Query> parts;
    for (int i = 0; i < 4; ++i) {
      Query prefix = term(letter());
      prefix.op = Op::kPrefix;
      std::vector<Query> any = {std::move(prefix), term(letter() + letter()),
                                Query::of(Op::kAnd, {term(letter() + letter()), term("absent")})};
      parts.push_back(Query::of(Op::kSynonym, std::move(any)));
    }
    MatchOptions options;
    options.limit = 10;
    CHECK(reader->search(Query::of(Op::kOr, std::move(parts)), {}, options,
                         test::columns_of(*reader)));
  }
}

TEST_CASE("a synonym counts as one term, as frequent as the commonest, and is explained so") {
  const Fixture fixture({note("t:both", "chatter judder"), note("t:one", "chatter chatter"),
                         note("t:other", "spindle oil")});
  const Query query = Query::of(Op::kSynonym, {term("chatter"), term("judder")});
  const auto reader = fixture.reader();
  const Matches matches =
      std::move(reader->search(query, {}, {}, test::columns_of(*reader))).value();
  REQUIRE(matches.matches.size() == 2);
  CHECK(matches.matches[0].score == doctest::Approx(matches.matches[1].score));
  for (const Match& match : matches.matches) {
    const auto weights = reader->explain(query, match.face, match.serial);
    REQUIRE(weights);
    double sum = 0;
    for (const TermWeight& weight : *weights) sum += weight.weight;
    CHECK(sum == doctest::Approx(match.score));
  }
}

}  // namespace
}  // namespace isthmus::index

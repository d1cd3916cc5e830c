#include "indexer/pipeline/removing.h"

#include <filesystem>

#include <doctest/doctest.h>

#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

// A repository with one record for each of so many sources; gone with the object.
class Place {
 public:
  explicit Place(int sources) : path_(fs::temp_directory_path() / "isthmus-unit-removing") {
    fs::remove_all(path_);
    auto opened = repository::Writer::open(path_);
    REQUIRE(opened);
    writer = *std::move(opened);
    for (int i = 0; i < sources; ++i) {
      Record record;
      record.id = id(i);
      record.kind = Kind::kCase;
      record.side = Side::kPractice;
      record.title = "Case " + std::to_string(i);
      SourceState state;
      state.content_hash = "read";
      state.named_as = "before.txt";
      writer->note(store::Family::kSources, source(i), codec::encode(state));
      REQUIRE(writer->put(repository::prepare(record), source(i)));
    }
    REQUIRE(writer->settle());
  }
  ~Place() {
    writer.reset();
    fs::remove_all(path_);
  }

  static std::string id(int number) { return "shop:" + std::to_string(number); }
  static std::string source(int number) { return keys::source("shop", std::to_string(number)); }
  bool is_there(int number) const { return writer->view().record(id(number)).has_value(); }
  SourceState state(int number) const {
    const auto value = writer->view().get(store::Family::kSources, source(number));
    REQUIRE(value);
    REQUIRE(*value);
    const Result<SourceState> state = codec::decode<SourceState>(**value);
    REQUIRE(state);
    return *state;
  }

  std::unique_ptr<repository::Writer> writer;

 private:
  fs::path path_;
};

TEST_CASE("a removed record's source is to be read again, and keeps what else is known of it") {
  Place place(2);
  const auto removed = remove_record(*place.writer, Place::id(0));
  REQUIRE(removed);
  CHECK(*removed);
  REQUIRE(place.writer->settle());
  CHECK(place.state(0).content_hash.empty());
  CHECK(place.state(0).named_as == "before.txt");
  CHECK(place.state(1).content_hash == "read");
  const auto again = remove_record(*place.writer, Place::id(0));
  REQUIRE(again);
  CHECK_FALSE(*again);
}

TEST_CASE("a damaged record does not name its source: all of its collection are to be read again") {
  Place place(2);
  place.writer->note(store::Family::kRecords, Place::id(0), "damaged");
  REQUIRE(place.writer->flush());
  const auto removed = remove_record(*place.writer, Place::id(0));
  REQUIRE(removed);
  CHECK(*removed);
  REQUIRE(place.writer->settle());
  CHECK(place.state(0).content_hash.empty());
  CHECK(place.state(1).content_hash.empty());
}

TEST_CASE("a round that ends with a removal has its source's state as well") {
  constexpr int kMany = 2100;  // more than a round
  Place place(kMany);
  int ended = -1;
  for (int i = 0; i < kMany && ended < 0; ++i) {
    REQUIRE(remove_record(*place.writer, Place::id(i)));
    if (!place.is_there(i)) ended = i;
  }
  REQUIRE(ended > 0);
  CHECK(place.state(ended).content_hash.empty());
  CHECK(place.state(ended + 1).content_hash == "read");
}

TEST_CASE("a removed collection leaves nothing of its sources") {
  Place place(3);
  const auto removed = remove_collection(*place.writer, "shop");
  REQUIRE(removed);
  CHECK(*removed == 3);
  REQUIRE(place.writer->settle());
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(place.is_there(i));
    CHECK_FALSE(place.writer->view().get(store::Family::kSources, Place::source(i))->has_value());
  }
  const auto unknown = remove_collection(*place.writer, "shop");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message == "there is no collection \"shop\"");
}

}  // namespace
}  // namespace isthmus::pipeline

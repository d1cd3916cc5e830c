#include "engine/links/epoch.h"

#include <doctest/doctest.h>

#include "engine/links/read.h"
#include "schema/hash.h"
#include "tests/unit/links/world.h"

namespace isthmus::links {
namespace {

EpochData sample() {
  return {63, 1000, {{"Zspindl", 17}, {"Zspindle", 2}, {"主轴", 300}, {"主轴箱", 5}}};
}

TEST_CASE("epochs begin at 16, 20, 25, 32, 40, 50, 63") {
  std::vector<std::uint64_t> positions;
  for (std::uint64_t at = 0; at < 63;) positions.push_back(at = next_epoch_after(at));
  CHECK(positions == std::vector<std::uint64_t>{16, 20, 25, 32, 40, 50, 63});
  CHECK(next_epoch_after(17) == 20);
  CHECK(next_epoch_after(~std::uint64_t{0}) > 0);
}

TEST_CASE("statistics come back as they were stored") {
  const EpochData back = decode_epoch(encode_epoch(sample())).value();
  CHECK(back.frozen_at == 63);
  CHECK(back.public_profiles == 1000);
  CHECK(back.frequencies == sample().frequencies);
  const Epoch epoch(back, 1);
  CHECK(epoch.document_frequency("主轴箱") == 5);
  CHECK(epoch.document_frequency("主") == 0);
  CHECK(Epoch().document_frequency("x") == 0);
}

TEST_CASE("statistics with any byte changed or cut off are refused as corrupt") {
  const std::string bytes = encode_epoch(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK(decode_epoch(damaged).error().code == ErrorCode::kCorrupt);
    CHECK(decode_epoch(bytes.substr(0, i)).error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("statistics that contradict themselves are refused although the checksum is right") {
  const auto sealed = [](std::string bytes) {
    const std::uint64_t hash = hash64(bytes);
    for (unsigned shift = 0; shift < 64; shift += 8)
      bytes += static_cast<char>(hash >> shift & 0xff);
    return bytes;
  };
  using namespace std::string_literals;
  CHECK(decode_epoch(sealed("\1\0\0\0"s)).has_value());
  CHECK(decode_epoch(sealed("\1\0\0\1"s)).error().code == ErrorCode::kCorrupt);
  CHECK(decode_epoch(sealed("\1\0\0\0x"s)).error().code == ErrorCode::kCorrupt);
  CHECK(decode_epoch(sealed("\1\0\0\1\5\1x\2"s)).error().code == ErrorCode::kCorrupt);
  CHECK(decode_epoch(sealed("\1\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x7f"s)).error().code ==
        ErrorCode::kCorrupt);
  CHECK(decode_epoch(sealed("\2\0\0\0"s)).error().code == ErrorCode::kNewerSchema);
}

TEST_CASE("load_epoch gives back the one it is shown when that is still stored") {
  tests::World world;
  CHECK(load_epoch(world.store).value()->public_profiles() == 0);
  for (int i = 0; i < 16; ++i) {
    world.put("a:" + std::to_string(i),
              tests::profile(Side::kAcademic, {{"x", 1}, {"y" + std::to_string(i), 1}}));
  }
  world.settle();
  const auto first = load_epoch(world.store).value();
  CHECK(first->frozen_at() == 16);
  CHECK(first->document_frequency("x") == 16);
  CHECK(first->document_frequency("y1") == 0);
  CHECK(load_epoch(world.store, first).value() == first);
  for (int i = 0; i < 4; ++i) {
    world.put("a:" + std::to_string(i), tests::profile(Side::kAcademic, {{"z", 1}}));
  }
  world.settle();
  CHECK(load_epoch(world.store, first).value()->document_frequency("x") == 12);
}

TEST_CASE("strongest terms of a profile are those that are rare, strongest first") {
  const Epoch epoch(EpochData{300, 300, {{"often", 60}, {"seldom", 3}, {"useless", 200}}}, 1);
  const Profile profile =
      tests::profile(Side::kAcademic, {{"often", 1}, {"seldom", 1}, {"useless", 9}, {"new", 1}});
  const auto terms = strongest_terms(epoch, profile, 10);
  REQUIRE(terms.size() == 3);
  CHECK(terms[0].term == "new");
  CHECK(terms[1].term == "seldom");
  CHECK(terms[2].term == "often");
  CHECK(terms[0].weight > terms[2].weight);
  CHECK(strongest_terms(epoch, profile, 2).size() == 2);
}

}  // namespace
}  // namespace isthmus::links

#include "schema/codec.h"

#include <doctest/doctest.h>

#include "schema/activity.h"
#include "schema/hash.h"
#include "tests/support/json_schema.h"
#include "tests/support/random_records.h"

namespace isthmus {
namespace {

// The checksum of an envelope whose content was changed on purpose.
std::string resealed(std::string content) {
  const std::uint64_t hash = hash64(content);
  for (int i = 0; i < 8; ++i) content += static_cast<char>(hash >> (8 * i) & 0xff);
  return content;
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  std::string pair;
  for (const char c : hex) {
    if (c == '\n' || c == ' ') continue;
    pair += c;
    if (pair.size() < 2) continue;
    bytes += static_cast<char>(std::stoi(pair, nullptr, 16));
    pair.clear();
  }
  return bytes;
}

std::string fixture(const std::string& name) {
  return from_hex(
      testing::read_file(std::string(ISTHMUS_SOURCE_DIR) + "/tests/golden/codec/" + name));
}

TEST_CASE("random records survive encoding and decoding") {
  std::mt19937_64 generator(1);
  for (int i = 0; i < 500; ++i) {
    const Record record = testing::random_record(generator);
    const Result<Record> decoded = codec::decode<Record>(codec::encode(record));
    REQUIRE(decoded.has_value());
    CHECK(*decoded == record);
  }
}

TEST_CASE("a stored record decodes as the headline of the record") {
  std::mt19937_64 generator(2);
  for (int i = 0; i < 200; ++i) {
    const Record record = testing::random_record(generator);
    const auto stored =
        codec::decode<StoredHeadline>(codec::encode(StoredRecord{7, "h", "s", record}));
    REQUIRE(stored.has_value());
    const Headline expected{record.id,
                            record.side,
                            record.kind,
                            record.title,
                            record.title_translations,
                            record.language,
                            record.organisation,
                            record.visibility};
    CHECK(stored->headline == expected);
  }
}

TEST_CASE("an empty record is encoded as version and checksum alone") {
  CHECK(codec::encode(Record{}).size() == 9);
}

TEST_CASE("every stored type survives encoding and decoding") {
  const StoredRecord stored{7, "hash", "scnc\0x", testing::known_record()};
  const auto stored_again = codec::decode<StoredRecord>(codec::encode(stored));
  REQUIRE(stored_again);
  CHECK(stored_again->serial == 7);
  CHECK(stored_again->record == stored.record);

  const LinkList links{{{"a:b",
                         Side::kAcademic,
                         Relation::kApplies,
                         LinkState::kConfirmed,
                         0.25,
                         {{"主轴"}, {"doi:10.1/x"}, {"王力"}}}},
                       {}};
  const auto links_again = codec::decode<LinkList>(codec::encode(links));
  REQUIRE(links_again);
  CHECK(*links_again == links);

  const Profile profile{3,         Side::kPractice, {{"stem", "stems", 300}}, {"doi:1"},
                        {"doi:2"}, {"partners"},    {{"cites", "a:b"}},       {{"XORGx", "X", 0}}};
  const auto profile_again = codec::decode<Profile>(codec::encode(profile));
  REQUIRE(profile_again);
  CHECK(*profile_again == profile);

  const Agreement agreement{"a", "t", {"x", "y"}, {2025, 1, 1}, {2028, 12, 31}, "terms"};
  const auto agreement_again = codec::decode<Agreement>(codec::encode(agreement));
  REQUIRE(agreement_again);
  CHECK(*agreement_again == agreement);

  const LinkDecision decision{"a:b", "c:主轴",  LinkState::kRejected,
                              "n",   "curator", "2026-01-31T12:00:00Z"};
  const auto decision_again = codec::decode<LinkDecision>(codec::encode(decision));
  REQUIRE(decision_again);
  CHECK(*decision_again == decision);

  TakenGap taken;
  taken.decision = {"g-1", GapState::kTaken, "李伟", {2026, 9, 30}, {}, "n", "board", "2026-01-31"};
  taken.direction = GapDirection::kPractisedNotTaught;
  taken.labels = {{"颤振"}, {"chatter"}};
  taken.demand = {"a:b", "c:d"};
  const auto taken_again = codec::decode<TakenGap>(codec::encode(taken));
  REQUIRE(taken_again);
  CHECK(*taken_again == taken);

  const RecordedSearch search{"chatter", {"side=practice"}, SearchOutcome::kGivenUp, 4, 2, 20'000};
  const auto search_again = codec::decode<RecordedSearch>(codec::encode(search));
  REQUIRE(search_again);
  CHECK(*search_again == search);
}

TEST_CASE("a decision of version 1 is written to the byte for ever") {
  const LinkDecision decision{"a:b", "c:d", LinkState::kRejected, {}, "curator", "2026-01-31"};
  const std::string bytes = codec::encode(decision);
  CHECK(bytes.substr(0, bytes.size() - 8) == std::string("\x01\x01\x03"
                                                         "a:b\x02\x03"
                                                         "c:d\x03\x01\x02\x05\x07"
                                                         "curator\x06\x0a"
                                                         "2026-01-31"));
}

TEST_CASE("the bytes of version 1 decode to the known record for ever") {
  const std::string bytes = fixture("record-v1.hex");
  REQUIRE(!bytes.empty());
  const Result<Record> decoded = codec::decode<Record>(bytes);
  REQUIRE(decoded);
  CHECK(*decoded == testing::known_record());
}

TEST_CASE("version 1 is still written to the byte") {
  CHECK(codec::encode(testing::known_record()) == fixture("record-v1.hex"));
}

TEST_CASE("any flipped bit is found by the checksum") {
  const std::string bytes = codec::encode(testing::known_record());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
    const Result<Record> decoded = codec::decode<Record>(damaged);
    REQUIRE(!decoded);
    CHECK(decoded.error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("bytes cut off anywhere are corrupt") {
  const std::string bytes = codec::encode(testing::known_record());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const Result<Record> decoded = codec::decode<Record>(std::string_view(bytes).substr(0, length));
    REQUIRE(!decoded);
    CHECK(decoded.error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE(
    "content that is cut off under a right checksum is corrupt, and never read beyond its end") {
  const std::string bytes = codec::encode(testing::known_record());
  const std::string content = bytes.substr(0, bytes.size() - 8);
  std::size_t refused = 0;
  for (std::size_t length = 1; length < content.size(); ++length) {
    const Result<Record> decoded = codec::decode<Record>(resealed(content.substr(0, length)));
    if (!decoded) ++refused;
  }
  CHECK(refused > content.size() / 2);
}

TEST_CASE("a newer version byte is named as such") {
  std::string content = codec::encode(testing::known_record());
  content.resize(content.size() - 8);
  content[0] = 2;
  const Result<Record> decoded = codec::decode<Record>(resealed(content));
  REQUIRE(!decoded);
  CHECK(decoded.error().code == ErrorCode::kNewerSchema);
}

TEST_CASE("a field with an unknown tag is skipped") {
  std::string content(1, '\x01');
  content += std::string("\x01\x03") + "a:b";  // tag 1, id
  content += std::string("\x7f\x02") + "??";   // tag 127
  const Result<Record> decoded = codec::decode<Record>(resealed(content));
  REQUIRE(decoded);
  CHECK(decoded->id == "a:b");
}

}  // namespace
}  // namespace isthmus

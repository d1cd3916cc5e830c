#include "indexer/parsers/archive.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/packing.h"
#include "tests/support/parsing.h"

namespace isthmus::parsers {
namespace {

using testing::pack;
using testing::Packing;

bool has_error(const testing::Parsed& parsed, ErrorCode code) {
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.error.code == code && diagnostic.cost_a_record) return true;
  }
  return false;
}

TEST_CASE("members of every kind of archive are read by their own parsers") {
  for (const Packing packing :
       {Packing::kZip, Packing::kSevenZip, Packing::kTar, Packing::kTarGzip, Packing::kTarZstd}) {
    const std::string bytes = pack({{"a/one.md", "# One\n\nwords"},
                                    {"轴承/两.txt", "两个"},
                                    {".git/config", "no"},
                                    {"__MACOSX/x.txt", "no"},
                                    {"p.png", "no"},
                                    {"tool.bin", "no"}},
                                   packing);
    CHECK(testing::chosen("no-ending", bytes) == "archive");
    const testing::Parsed parsed = testing::parse("pack", bytes);
    REQUIRE(parsed.records.size() == 2);
    CHECK(parsed.records[0].id == "pack/a/one.md");
    CHECK(parsed.records[1].id == "pack/轴承/两.txt");
    CHECK(parsed.diagnostics.size() == 2);
    CHECK_FALSE(has_error(parsed, ErrorCode::kUnsupported));
  }
}

TEST_CASE("a compressed file alone is the file") {
  const testing::Parsed parsed =
      testing::parse("logs/day.txt.gz", pack({{"x", "第一天"}}, Packing::kGzip));
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].id == "logs/day.txt.gz/day.txt");
  CHECK(parsed.records[0].body == "第一天");
}

TEST_CASE("a ZIP-based document is no archive, an archive of such documents is one") {
  const std::string office = pack({{"[Content_Types].xml", "<x/>"}}, Packing::kStoredZip);
  CHECK(testing::chosen("a", office) == "unsupported");
  CHECK(testing::chosen("a", pack({{"mimetype", "application/epub+zip"}}, Packing::kStoredZip)) ==
        "epub");
  const std::string outer = pack({{"a.docx", office}}, Packing::kStoredZip);
  CHECK(outer.find("[Content_Types].xml") != std::string::npos);
  CHECK(testing::chosen("a", outer) == "archive");
}

TEST_CASE("what unpacks to more than a hundred times its size is refused as too large") {
  const std::string zeros(33U << 20U, '\0');
  const testing::Parsed parsed = testing::parse("bomb", pack({{"0.txt", zeros}}, Packing::kGzip));
  CHECK(parsed.records.empty());
  CHECK(has_error(parsed, ErrorCode::kTooLarge));
  // Passed over, but unpacked all the same.
  CHECK(has_error(testing::parse("bomb", pack({{".0", zeros}}, Packing::kTarGzip)),
                  ErrorCode::kTooLarge));
}

TEST_CASE("archives in archives share one allowance") {
  std::string bytes = pack({{"0.txt", std::string(6U << 20U, '\0')}}, Packing::kZip);
  std::vector<testing::Packed> many;
  for (int i = 0; i < 8; ++i) many.push_back({std::to_string(i) + ".zip", bytes});
  const testing::Parsed parsed = testing::parse("bomb", pack(many, Packing::kZip));
  CHECK(has_error(parsed, ErrorCode::kTooLarge));
  CHECK(parsed.diagnostics.size() < 8);
}

TEST_CASE("archives nested too deeply are refused by name") {
  std::string bytes = pack({{"t.txt", "deep"}}, Packing::kZip);
  for (unsigned i = 0; i < kMaxDepth + 1; ++i) bytes = pack({{"in.zip", bytes}}, Packing::kZip);
  const testing::Parsed parsed = testing::parse("out.zip", bytes);
  CHECK(parsed.records.empty());
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].inside == "in.zip/in.zip/in.zip/in.zip/in.zip");
}

TEST_CASE("an archive cut off or damaged anywhere never fails") {
  for (const Packing packing : {Packing::kZip, Packing::kSevenZip, Packing::kTarGzip}) {
    const std::string bytes = pack({{"a.txt", "one"}, {"b.txt", "two"}}, packing);
    for (std::size_t i = 0; i < bytes.size(); i += 7) {
      (void)testing::parse("a.zip", std::string_view(bytes).substr(0, i));
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
      (void)testing::parse("a.zip", damaged);
    }
  }
}

TEST_CASE("a sink that wants no more stops the archive") {
  const std::string bytes = pack({{"a.txt", "1"}, {"b.txt", "2"}, {"c.txt", "3"}}, Packing::kZip);
  const Settings settings;
  std::size_t count = 0;
  const Sink sink{[&](Record, std::uint64_t) { return ++count < 2; }, [](Diagnostic) {}};
  parser_for("a.zip", bytes).value()->parse({"a.zip", bytes, settings}, sink);
  CHECK(count == 2);
}

}  // namespace
}  // namespace isthmus::parsers

// What a viewer may not see changes nothing in what he gets: hits, order, scores, counts, facets.

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/index/reader.h"
#include "engine/index/writer.h"
#include "schema/terms.h"
#include "tests/support/columns.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::index {
namespace {

const std::vector<std::string> kWords = {"chatter", "spindle", "lathe",   "bearing", "alarm",
                                         "network", "gateway", "timeout", "coolant", "fixture"};

Record random_record(std::mt19937& random, int number) {
  Record record;
  record.id = "t:" + std::to_string(number);
  record.side = random() % 2 == 0 ? Side::kAcademic : Side::kPractice;
  record.kind = record.side == Side::kAcademic ? Kind::kPaper : Kind::kCase;
  record.organisation = "org" + std::to_string(random() % 3);
  record.date = {static_cast<std::int16_t>(2015 + random() % 8), 0, 0};
  record.title = kWords[random() % kWords.size()];
  for (std::size_t length = random() % 12; length > 0; --length)
    record.body += kWords[random() % kWords.size()] + " ";
  static const std::vector<std::vector<std::string>> kAudiences = {
      {}, {}, {"public"}, {"partners"}, {"agreement:a1"}, {"agreement:a1", "partners"}};
  record.visibility.audiences = kAudiences[random() % kAudiences.size()];
  if (random() % 6 == 0)
    record.visibility.embargo_until = {static_cast<std::int16_t>(2024 + random() % 3), 6, 1};
  record.visibility.preview = random() % 3 == 0;
  return record;
}

// The repository as it would be had the viewer's invisible parts never been taken in.
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

std::unique_ptr<Reader> index_of(const std::filesystem::path& directory,
                                 const std::vector<Record>& records) {
  auto writer = std::move(Writer::open(directory)).value();
  std::uint32_t serial = 0;
  for (const Record& record : records) {
    ++serial;
    for (const Face face : faces_of(record))
      REQUIRE(writer->replace(face, serial, Document::make({record, face})));
  }
  REQUIRE(writer->commit(serial));
  return std::move(Reader::open(directory)).value();
}

std::string print(const Matches& matches) {
  std::string out = std::to_string(matches.total) + ":";
  for (const Match& match : matches.matches)
    out += " " + match.id + "=" + std::to_string(match.score);
  for (const auto& facet : matches.facets) {
    for (const FacetCount& count : facet)
      out += " " + count.value + "×" + std::to_string(count.count);
  }
  return out;
}

Query words(std::initializer_list<const char*> stems) {
  std::vector<Query> terms;
  for (const char* stem : stems) terms.push_back(Query::of_term(std::string(terms::kStem) + stem));
  return Query::of(Op::kOr, std::move(terms));
}

TEST_CASE("answers are the same as if what the viewer may not see had never been taken in") {
  std::mt19937 random(11);
  std::vector<Record> records;
  for (int number = 0; number < 300; ++number) records.push_back(random_record(random, number));
  const std::vector<Viewer> viewers = {
      {{}, {2023, 1, 1}},
      {{}, {2025, 7, 1}},
      {{"partners"}, {2023, 1, 1}},
      {{"agreement:a1"}, {2025, 7, 1}},
      {{"organisation:org1", "partners"}, {2026, 7, 1}},
  };
  const std::vector<Query> queries = {words({"chatter"}), words({"spindl", "lath", "alarm"}),
                                      words({"network", "gateway", "timeout"}), Query::all()};
  test::TemporaryDirectory whole_directory;
  const auto whole = index_of(whole_directory.path(), records);
  MatchOptions options;
  options.limit = 500;
  options.count_exactly = true;
  options.facets = {Facet::kSide, Facet::kKind, Facet::kOrganisation, Facet::kYear};
  const Columns whole_columns = std::move(whole->load_columns()).value();
  for (const Viewer& viewer : viewers) {
    test::TemporaryDirectory directory;
    const auto reduced = index_of(directory.path(), as_seen_by(records, viewer));
    const Columns columns = std::move(reduced->load_columns()).value();
    for (const Query& query : queries) {
      const std::string expected =
          print(std::move(reduced->search(query, viewer, options, columns)).value());
      CHECK(print(std::move(whole->search(query, viewer, options, whole_columns)).value()) ==
            expected);
    }
  }
}

TEST_CASE(
    "a preview is found by its title but not by its body, and gives way to the whole record for "
    "those who may see it") {
  Record record;
  record.id = "t:1";
  record.title = "Spindle";
  record.body = "chatter";
  record.visibility.audiences = {"partners"};
  record.visibility.preview = true;
  test::TemporaryDirectory directory;
  const auto reader = index_of(directory.path(), {record});
  const auto faces = [&](const Query& query, const Viewer& viewer) {
    std::string out;
    const Matches matches =
        std::move(reader->search(query, viewer, {}, test::columns_of(*reader))).value();
    for (const Match& match : matches.matches) out += match.face == Face::kPublic ? "P" : "R";
    return out;
  };
  const Viewer partner{{"partners"}, {2025, 1, 1}};
  CHECK(faces(words({"spindl"}), {}) == "P");
  CHECK(faces(words({"chatter"}), {}).empty());
  CHECK(faces(words({"spindl"}), partner) == "R");
  CHECK(faces(words({"chatter"}), partner) == "R");
}

}  // namespace
}  // namespace isthmus::index

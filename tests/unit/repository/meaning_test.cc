// Search by meaning, from records to ranked hits.
#include <set>

#include <doctest/doctest.h>

#include "engine/repository/reader.h"
#include "engine/vectors/training.h"
#include "schema/lexicon.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using store::Family;

// Records of two subjects. Of the first some say "chatter" and some "judder", never both.
Record about(int number) {
  static const std::array<std::vector<std::string>, 2> kSubjects = {
      std::vector<std::string>{"lathe", "spindle", "tool", "cutting", "speed", "holder", "insert"},
      std::vector<std::string>{"router", "packet", "port", "switch", "cable", "address", "route"}};
  std::mt19937 random(static_cast<unsigned>(number));
  const int subject = number % 2;
  Record record;
  record.id = "m:" + std::to_string(number);
  record.side = number % 3 == 0 ? Side::kAcademic : Side::kPractice;
  record.kind = number % 3 == 0 ? Kind::kPaper : Kind::kCase;
  record.title = subject == 1 ? "gateway" : number % 4 == 0 ? "chatter" : "judder";
  for (int i = 0; i < 8; ++i) {
    const std::vector<std::string>& words = kSubjects[static_cast<std::size_t>(subject)];
    record.body += words[random() % words.size()] + " ";
  }
  if (number == 7) record.codes = {"E-203"};
  record.language = "en";
  return record;
}

constexpr int kRecords = 400;

void take_in(Writer& writer, int first, int end) {
  for (int number = first; number < end; ++number)
    must(writer.put(prepare(about(number)), keys::source("m", "a.jsonl")));
}

void make_repository(const std::filesystem::path& directory) {
  auto writer = must(Writer::open(directory));
  take_in(*writer, 0, kRecords);
  must(writer->settle());
}

search::Request asking(const std::string& query, std::uint32_t size = 100) {
  search::Request request;
  request.query = query;
  request.size = size;
  request.links = 0;
  return request;
}

search::Response ask(const Snapshot& snapshot, const search::Request& request,
                     const Viewer& viewer = {}) {
  const IndexLease lease = snapshot.index();
  return must(search::search(sources_of(snapshot, lease), viewer, request));
}

std::string printed(const search::Response& response) {
  std::string out = std::to_string(response.total);
  for (const search::Hit& hit : response.hits)
    out += " " + hit.record.id + "=" + std::to_string(hit.score) + (hit.is_by_meaning ? "~" : "");
  return out;
}

TEST_CASE("records close in meaning are found without the word, after those with it, and say so") {
  const test::TemporaryDirectory directory;
  make_repository(directory.path());
  const auto reader = must(Reader::open(directory.path()));
  const auto snapshot = reader->snapshot();
  search::Request request = asking("chatter");
  request.explain = true;
  search::Response response = ask(*snapshot, request);
  request.page = 2;
  for (search::Hit& hit : ask(*snapshot, request).hits) response.hits.push_back(std::move(hit));
  request.page = 1;
  CHECK(response.hits.size() == response.total);
  std::size_t by_meaning = 0;
  std::size_t judder = 0;
  for (const search::Hit& hit : response.hits) {
    if (hit.is_by_meaning) ++by_meaning;
    CHECK(hit.is_by_meaning == (hit.record.title != "chatter"));
    CHECK((by_meaning == 0 || hit.is_by_meaning));
    if (hit.record.title == "judder") ++judder;
    double explained = hit.meaning_weight;
    for (const index::TermWeight& part : hit.explanation) explained += part.weight;
    CHECK(hit.score == doctest::Approx(explained));
  }
  request.uses_meaning = false;
  const search::Response words_alone = ask(*snapshot, request);
  CHECK(words_alone.total == 100);
  CHECK(response.total == words_alone.total + by_meaning);
  CHECK(by_meaning > 0);
  CHECK(judder * 10 > by_meaning * 9);
}

TEST_CASE("phrases, operators, codes, conditions and other orders go by words alone") {
  const test::TemporaryDirectory directory;
  make_repository(directory.path());
  const auto reader = must(Reader::open(directory.path()));
  const auto snapshot = reader->snapshot();
  for (const char* query : {"\"chatter\"", "+chatter", "title:chatter", "chatter AND chatter",
                            "chatter -gateway", "chatt*"}) {
    CHECK(ask(*snapshot, asking(query)).total == 100);
  }
  CHECK(ask(*snapshot, asking("E-203")).total == 1);
  CHECK(ask(*snapshot, asking("chatter E-203")).total > 101);
  search::Request by_date = asking("chatter");
  by_date.sort = index::Sort::kNewest;
  CHECK(ask(*snapshot, by_date).total == 100);
}

TEST_CASE("filters, facets, totals and pages hold for what is found by meaning") {
  const test::TemporaryDirectory directory;
  make_repository(directory.path());
  const auto reader = must(Reader::open(directory.path()));
  const auto snapshot = reader->snapshot();
  search::Request request = asking("chatter");
  request.filters.side = {"academic"};
  request.facets = {index::Facet::kSide, index::Facet::kKind};
  const search::Response whole = ask(*snapshot, request);
  REQUIRE(whole.hits.size() == whole.total);
  CHECK(whole.total_is_exact);
  std::size_t by_meaning = 0;
  for (const search::Hit& hit : whole.hits) {
    CHECK(hit.record.side == Side::kAcademic);
    if (hit.is_by_meaning) ++by_meaning;
  }
  CHECK(by_meaning > 0);
  for (const search::FacetResult& facet : whole.facets) {
    REQUIRE(facet.counts.size() == 1);
    CHECK(facet.counts[0].count == whole.total);
  }
  std::vector<std::string> paged;
  request.size = 7;
  for (request.page = 1; paged.size() < whole.total; ++request.page) {
    const search::Response page = ask(*snapshot, request);
    REQUIRE(!page.hits.empty());
    for (const search::Hit& hit : page.hits) paged.push_back(hit.record.id);
  }
  REQUIRE(paged.size() == whole.total);
  for (std::size_t i = 0; i < paged.size(); ++i) CHECK(paged[i] == whole.hits[i].record.id);
}

// Restricted records, which come first so that they shift every number.
void take_in_secrets(Writer& writer) {
  for (int number = 1000; number < 1150; ++number) {
    Record record = about(number);
    record.id = "a:" + std::to_string(number);
    record.body += "secret handshake";
    record.visibility.audiences = {number % 2 == 0 ? "partners" : "others"};
    must(writer.put(prepare(record), keys::source("a", "a.jsonl")));
  }
}

TEST_CASE("what a viewer may not see changes nothing in what is found by meaning") {
  const test::TemporaryDirectory with;
  const test::TemporaryDirectory without;
  {
    auto writer = must(Writer::open(with.path()));
    take_in_secrets(*writer);
    take_in(*writer, 0, kRecords);
    must(writer->settle());
  }
  make_repository(without.path());
  const auto reader_with = must(Reader::open(with.path()));
  const auto reader_without = must(Reader::open(without.path()));
  for (const char* query : {"chatter", "judder tool", "gateway", "secret handshake", "spindle"}) {
    CHECK(printed(ask(*reader_with->snapshot(), asking(query))) ==
          printed(ask(*reader_without->snapshot(), asking(query))));
    search::Request filtered = asking(query);
    filtered.filters.kind = {"case"};
    filtered.facets = {index::Facet::kSide};
    CHECK(printed(ask(*reader_with->snapshot(), filtered)) ==
          printed(ask(*reader_without->snapshot(), filtered)));
  }
}

TEST_CASE("a partner finds what he may see by meaning, and nobody else's") {
  const test::TemporaryDirectory directory;
  {
    auto writer = must(Writer::open(directory.path()));
    take_in_secrets(*writer);
    take_in(*writer, 0, kRecords);
    must(writer->settle());
  }
  const auto reader = must(Reader::open(directory.path()));
  const Viewer partner{{"partners"}, *Date::parse("2026-01-01")};
  search::Request request = asking("chatter");
  std::set<std::string> by_meaning;
  for (request.page = 1; request.page <= 3; ++request.page) {
    for (const search::Hit& hit : ask(*reader->snapshot(), request, partner).hits) {
      if (hit.record.id.starts_with("a:")) {
        CHECK(std::stoi(hit.record.id.substr(2)) % 2 == 0);
        if (hit.is_by_meaning) by_meaning.insert(hit.record.id);
      }
    }
  }
  CHECK(!by_meaning.empty());
}

TEST_CASE("a reader that follows stands where one that is opened afresh does") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  take_in(*writer, 0, kRecords);
  must(writer->settle());
  const auto following = must(Reader::open(directory.path()));
  take_in(*writer, kRecords, kRecords + 40);
  must(writer->remove("m:12"));
  Record changed = about(16);
  changed.title = "gateway";
  must(writer->put(prepare(changed), keys::source("m", "a.jsonl")));
  must(writer->flush());  // without learning again
  REQUIRE(must(following->poll()));
  const auto fresh = must(Reader::open(directory.path()));
  const vectors::DocumentVectors& left = *following->snapshot()->vectors();
  const vectors::DocumentVectors& right = *fresh->snapshot()->vectors();
  const vectors::Direction query = left.of(Face::kPublic, 5);
  CHECK(query != vectors::Direction{});
  CHECK(left.of(Face::kPublic, kRecords + 20) != vectors::Direction{});
  CHECK(left.of(Face::kPublic, 13) == vectors::Direction{});  // m:12
  const std::vector<float> cosines = left.cosines(Face::kPublic, query);
  CHECK(cosines == right.cosines(Face::kPublic, query));
  for (const char* question : {"chatter", "gateway"}) {
    CHECK(printed(ask(*following->snapshot(), asking(question))) ==
          printed(ask(*fresh->snapshot(), asking(question))));
  }
}

TEST_CASE("few records are learned from again after every change, and not without one") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path()));
  const auto state = [&] { return must(vectors::load_state(writer->view())); };
  take_in(*writer, 0, static_cast<int>(vectors::kLeastProfiles) - 1);
  must(writer->settle());
  CHECK(state().version == 0);
  take_in(*writer, 0, 300);
  must(writer->settle());
  CHECK(state() == SpaceState{1, 300, 300});
  take_in(*writer, 300, 330);
  must(writer->settle());
  CHECK(state() == SpaceState{2, 330, 330});
  take_in(*writer, 320, 330);
  must(writer->settle());
  must(writer->rebuild({}));
  CHECK(state().version == 2);
  writer.reset();
  const CheckReport report = must(check(directory.path()));
  CHECK(report.problems == std::vector<std::string>());
}

TEST_CASE("many records are learned from again when they have grown by an eighth") {
  const test::TemporaryDirectory directory;
  auto writer = must(Writer::open(directory.path(), {.few_changes = 0}));
  const auto state = [&] { return must(vectors::load_state(writer->view())); };
  take_in(*writer, 0, 300);
  must(writer->settle());
  CHECK(state() == SpaceState{1, 300, 300});
  take_in(*writer, 300, 330);
  must(writer->settle());
  must(writer->rebuild({}));
  CHECK(state().version == 1);
  take_in(*writer, 330, 340);
  must(writer->settle());
  CHECK(state() == SpaceState{2, 340, 340});
}

TEST_CASE("the space is learned again when a lexicon has come") {
  const test::TemporaryDirectory directory;
  make_repository(directory.path());
  auto writer = must(Writer::open(directory.path()));
  const auto nearness = [&] {
    const SpaceState state = must(vectors::load_state(writer->view()));
    const vectors::Space space = must(vectors::load_space(writer->view(), state));
    const auto left = space.direction_of({{"Zlath", {}, 1}});
    const auto right = space.direction_of({{"Zrouter", {}, 1}});
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) sum += static_cast<double>(left[i] * right[i]);
    return std::pair(state.version, sum);
  };
  const auto [version, before] = nearness();
  writer->note(Family::kGovernance, keys::lexicon("odd"),
               codec::encode(Lexicon{"odd", "odd.csv", 1, 2}));
  writer->note(Family::kGovernance, keys::lexicon_term("odd", "lath"),
               codec::encode(LexiconTerm{"lathe", {{"router", ""}}}));
  writer->note(Family::kGovernance, keys::lexicon_term("odd", "router"),
               codec::encode(LexiconTerm{"router", {{"lathe", ""}}}));
  must(writer->settle());
  const auto [version_after, after] = nearness();
  CHECK(version_after == version + 1);
  CHECK(before < 0.3);
  CHECK(after > 0.8);
}

TEST_CASE("check names a record that does not stand where its words put it") {
  const test::TemporaryDirectory directory;
  make_repository(directory.path());
  {
    const auto store = must(store::Writer::open(directory.path() / "knowledge"));
    store::Batch batch;
    batch.erase(Family::kVectors, keys::faced(Face::kPublic, "m:7"));
    batch.put(Family::kVectors, keys::faced(Face::kPublic, "m:8"),
              keys::serial(9) + std::string(vectors::kDimensions, 'x'));
    batch.put(Family::kVectors, keys::faced(Face::kRestricted, "m:9"), keys::serial(10));
    must(store->write(std::move(batch)));
  }
  const CheckReport report = must(check(directory.path()));
  const auto speaks_of_meaning = [](const std::string& problem) {
    return problem.find("space of meaning") != std::string::npos;
  };
  CHECK(std::count_if(report.problems.begin(), report.problems.end(), speaks_of_meaning) == 3);
  must(must(Writer::open(directory.path()))->rebuild({}));
  CHECK(must(check(directory.path())).clean());
}

TEST_CASE("a space that cannot be read costs the search by meaning until a writer has settled") {
  for (const std::string_view key : {keys::kSpace, keys::kSpaceTerms}) {
    const test::TemporaryDirectory directory;
    make_repository(directory.path());
    {
      const auto store = must(store::Writer::open(directory.path() / "knowledge"));
      store::Batch batch;
      batch.put(Family::kMeta, key, "rubbish");
      must(store->write(std::move(batch)));
    }
    CHECK(must(check(directory.path())).problem_count == 1);
    {
      const auto reader = must(Reader::open(directory.path()));
      CHECK(ask(*reader->snapshot(), asking("chatter")).total == 100);
    }
    {
      auto writer = must(Writer::open(directory.path()));
      take_in(*writer, kRecords, kRecords + 1);
      must(writer->settle());
    }
    CHECK(must(check(directory.path())).clean());
    const auto reader = must(Reader::open(directory.path()));
    CHECK(ask(*reader->snapshot(), asking("chatter")).total > 100);
  }
}

}  // namespace
}  // namespace isthmus::repository::tests

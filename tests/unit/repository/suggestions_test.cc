// Suggestions and completions, from records to what is offered.
#include "engine/search/suggestions.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

#include <doctest/doctest.h>

#include "engine/repository/reader.h"
#include "engine/search/completions.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/repository/samples.h"

namespace isthmus::repository::tests {
namespace {

using search::Suggestion;

Record record_of(const std::string& id, Side side, const std::string& title,
                 const std::string& body) {
  Record record;
  record.id = "s:" + id;
  record.side = side;
  record.kind = side == Side::kAcademic ? Kind::kPaper : Kind::kCase;
  record.title = title;
  record.body = body;
  record.language = text::guess_language(title);
  record.date = *Date::parse(side == Side::kAcademic ? "2015" : "2020");
  return record;
}

std::vector<Record> public_records() {
  std::vector<Record> records;
  for (int i = 0; i < 5; ++i) {
    const std::string number = std::to_string(i);
    records.push_back(record_of("a" + number, Side::kAcademic, "Chatter of a spindle " + number,
                                "regenerative vibration lobes"));
    records.push_back(
        record_of("z" + number, Side::kPractice, "再生颤振案例" + number, "主轴异响与再生颤振"));
  }
  records.push_back(
      record_of("b0", Side::kPractice, "Charter of the workshop", "bearings bearing"));
  records.push_back(record_of("b1", Side::kPractice, "Gearbox whine", "bearings in a gearbox"));
  records.push_back(record_of("b2", Side::kPractice, "伺服驱动与服务器", "服务"));
  return records;
}

// Words near those that the tests ask for, and more frequent than the public ones.
std::vector<Record> secret_records() {
  std::vector<Record> records;
  for (int i = 0; i < 30; ++i) {
    Record record = record_of("h" + std::to_string(i), Side::kPractice, "Chattar gearbax 再生颤阵",
                              "spindlx vibratiom bearinx 主轴异香 quokka");
    record.visibility.audiences = {"partners"};
    record.visibility.preview = false;
    records.push_back(record);
  }
  return records;
}

struct World {
  explicit World(const std::vector<Record>& records) {
    auto writer = must(Writer::open(directory.path()));
    for (const Record& record : records)
      must(writer->put(prepare(record), keys::source("s", "a.jsonl")));
    must(writer->settle());
    writer.reset();
    reader = must(Reader::open(directory.path()));
    snapshot = reader->snapshot();
  }

  std::vector<Suggestion> suggest(const search::Request& request, const Viewer& viewer = {}) const {
    const IndexLease lease = snapshot->index();
    const search::Sources sources = sources_of(*snapshot, lease);
    const search::Response response = must(search::search(sources, viewer, request));
    std::vector<Suggestion> found = must(search::suggestions(sources, viewer, request, response));
    for (const Suggestion& suggestion : found) {
      search::Request next = search::changed(request, suggestion);
      next.facets = {index::Facet::kSide};  // so that the total is exact
      const search::Response followed = must(search::search(sources, viewer, next));
      CHECK(followed.total == suggestion.count);
      CHECK(suggestion.count > 0);
    }
    return found;
  }

  std::vector<search::Completion> complete(const std::string& typed, std::size_t limit = 10) const {
    const IndexLease lease = snapshot->index();
    return must(search::completions(*lease, typed, limit));
  }

  // Ids in the order offered.
  std::string titled(const std::string& typed) const {
    const IndexLease lease = snapshot->index();
    std::string ids;
    for (const Headline& one : must(search::titles_with(sources_of(*snapshot, lease), typed, 3)))
      ids += one.id + " ";
    return ids;
  }

  const test::TemporaryDirectory directory;
  std::unique_ptr<Reader> reader;
  std::shared_ptr<const Snapshot> snapshot;
};

search::Request asking(const std::string& query) {
  search::Request request;
  request.query = query;
  return request;
}

std::string printed(const std::vector<Suggestion>& suggestions) {
  std::string text;
  for (const Suggestion& suggestion : suggestions) {
    text += std::string(name_of(suggestion.kind)) + "|" + suggestion.query +
            std::string(suggestion.filter) + "|" + suggestion.value + "|" +
            std::to_string(suggestion.count) + "\n";
  }
  return text;
}

std::string printed(const std::vector<search::Completion>& completions) {
  std::string text;
  for (const search::Completion& completion : completions)
    text += completion.query + "=" + std::to_string(completion.documents) + " ";
  return text;
}

std::vector<Record> with_secrets() {
  std::vector<Record> records = secret_records();
  for (Record& record : public_records()) records.push_back(std::move(record));
  return records;
}

TEST_CASE("a misspelt word is offered as the nearest known ones, the more frequent first") {
  const World world(public_records());
  CHECK(printed(world.suggest(asking("chater"))) == "query|chatter||5\nquery|charter||1\n");
  CHECK(printed(world.suggest(asking("\"hcatter\""))) == "query|\"chatter\"||5\n");
  CHECK(printed(world.suggest(asking("+SPINDEL +(chater)"))) == "query|+spindle +(chatter)||5\n");
  CHECK(printed(world.suggest(asking("regenrativve"))) == "query|regenerative||5\n");
}

TEST_CASE("what is known, is syntax or is a code is not corrected") {
  const World world(public_records());
  for (const char* query : {"chatter", "bearings", "spindles", "the", "abc", "title:chater",
                            "chater:x", "chater*", "chater-203", "E-203", ""}) {
    CAPTURE(query);
    for (const Suggestion& suggestion : world.suggest(asking(query)))
      CHECK(suggestion.kind != Suggestion::Kind::kQuery);
  }
}

TEST_CASE("a query with many hits is still asked whether a word of it was meant otherwise") {
  const World world(public_records());
  const std::vector<Suggestion> found = world.suggest(asking("spindle vibratoin"));
  CHECK(printed(found) == "query|spindle vibration||5\n");
}

TEST_CASE("one wrong character of a Chinese run is found, where the whole run stands in a text") {
  const World world(public_records());
  CHECK(printed(world.suggest(asking("再生颤整"))) == "query|再生颤振||5\n");
  CHECK(printed(world.suggest(asking("主轴一响 spindle"))).starts_with("query|主轴异响 spindle||"));
  CHECK(printed(world.suggest(asking("再生"))).empty());
}

TEST_CASE("filters are offered to drop and to turn round, each with what it then finds") {
  const World world(public_records());
  search::Request request = asking("chatter");
  request.filters.side = {"practice"};
  request.filters.year_from = 2018;
  CHECK(printed(world.suggest(request)).empty());  // either filter alone hides everything
  request.filters.year_from = 2010;
  CHECK(printed(world.suggest(request)) == "instead|side|academic|5\nwithout|side||5\n");
  request = asking("颤振");
  request.filters.language = {"en"};
  request.filters.kind = {"case"};
  CHECK(printed(world.suggest(request)) == "instead|language|zh|5\nwithout|language||5\n");
  request = asking("chatter");
  request.filters.year_from = 2018;
  CHECK(printed(world.suggest(request)) == "without|year||5\n");
  request = asking("chatter");
  request.filters.side = {"academic"};
  CHECK(printed(world.suggest(request)).empty());  // it found enough
}

TEST_CASE("words of restricted records are neither suggested nor completed, and change nothing") {
  const World without(public_records());
  const World with(with_secrets());
  const Viewer partner{{"partners"}, *Date::parse("2026-01-01")};
  for (const char* query : {"chater", "chattax", "gearbux", "quokke", "quokka", "spindly",
                            "bearinx", "再生颤整", "主轴异想", "vibratioms spindle"}) {
    CAPTURE(query);
    search::Request request = asking(query);
    CHECK(printed(with.suggest(request)) == printed(without.suggest(request)));
    for (const Suggestion& suggestion : with.suggest(request, partner)) {
      for (const char* secret : {"chattar", "gearbax", "quokka", "spindlx", "颤阵", "异香"})
        CHECK((std::string(query) == secret || suggestion.query.find(secret) == std::string::npos));
    }
    request.filters.side = {"academic"};
    request.filters.year_to = 2016;
    CHECK(printed(with.suggest(request)) == printed(without.suggest(request)));
  }
  for (const char* typed :
       {"ch", "gearb", "qu", "q", "s", "vibr", "再", "再生颤", "主轴异", "颤"}) {
    CAPTURE(typed);
    CHECK(printed(with.complete(typed)) == printed(without.complete(typed)));
    CHECK(with.titled(typed) == without.titled(typed));
  }
}

TEST_CASE("titles that have all that was typed are offered, the last word perhaps only begun") {
  const World world(public_records());
  CHECK(world.titled("gear") == "s:b1 ");
  CHECK(world.titled("workshop char") == "s:b0 ");
  CHECK(world.titled("服务器") == "s:b2 ");
  CHECK(world.titled("颤振案例3") == "s:z3 ");
  const std::string chatter = world.titled("chat");
  CHECK(std::count(chatter.begin(), chatter.end(), ' ') == 3);
  for (const char* typed : {"", "ge", "服", "gearbox noise", "regenerative", "\"((", "gear zzz"}) {
    CAPTURE(typed);
    CHECK(world.titled(typed).empty());
  }
}

TEST_CASE("the last word typed is completed, most frequent first, one of each stem") {
  const World world(public_records());
  CHECK(printed(world.complete("ch")) == "chatter=5 charter=1 ");
  CHECK(printed(world.complete("spindle  \"CHA")) == "spindle  \"chatter=5 spindle  \"charter=1 ");
  CHECK(printed(world.complete("be")) == "bearings=2 ");
  CHECK(printed(world.complete("ch", 1)) == "chatter=5 ");
  for (const char* typed : {"", " ", "chatter ", "title:ch", "20", "zzz", "t", "chatter"}) {
    CAPTURE(typed);
    CHECK(world.complete(typed).empty());
  }
}

TEST_CASE("Chinese words are completed from the end of what was typed") {
  const World world(public_records());
  const std::vector<search::Completion> found = world.complete("检查主");
  REQUIRE(!found.empty());
  CHECK(found[0].query == "检查主轴");
  CHECK(found[0].documents == 5);
  CHECK(printed(world.complete("主轴颤")) == "主轴颤振=5 ");  // in no dictionary
  CHECK(printed(world.complete("服")).starts_with("服务=1 "));
  CHECK(world.complete("伺服").empty());  // not "伺" and "服务"
}

// Enough for a space of meaning: academic records say "chatter", those of the practice "judder".
std::vector<Record> many_records() {
  std::vector<Record> records;
  std::mt19937 random(5);
  for (int i = 0; i < 300; ++i) {
    const Side side = i % 2 == 0 ? Side::kAcademic : Side::kPractice;
    std::string body;
    for (int k = 0; k < 8; ++k) {
      constexpr std::array kWords = {"lathe ", "spindle ", "tool ", "cutting ", "holder "};
      body += kWords[random() % kWords.size()];
    }
    records.push_back(
        record_of(std::to_string(i), side, side == Side::kAcademic ? "chatter" : "judder", body));
  }
  return records;
}

TEST_CASE("what is found by meaning alone is counted, but is no reason to suggest") {
  const World world(many_records());
  search::Request request = asking("chatter");
  request.filters.side = {"practice"};
  request.filters.kind = {"case"};
  request.filters.year_from = 2019;
  CHECK(world.suggest(request).empty());  // by words only without all three
  request = asking("chatter");
  request.filters.side = {"practice"};
  const std::vector<Suggestion> found = world.suggest(request);
  REQUIRE(found.size() == 2);
  CHECK(found[0].value == "academic");
  CHECK(found[0].count >= 150);
  CHECK(found[1].kind == Suggestion::Kind::kWithout);
  const std::vector<Suggestion> corrected = world.suggest(asking("chater"));
  REQUIRE(corrected.size() == 1);
  CHECK(corrected[0].count > 150);  // and those near in meaning
}

TEST_CASE("hostile queries cost no more than long ones") {
  const World world(public_records());
  std::string words;
  while (words.size() < 4000) words += "chater ";
  std::string letters(490, 'q');
  for (std::size_t i = 7; i < letters.size(); i += 8) letters[i] = ' ';
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& query : {words, letters, std::string(4000, 'x'), std::string(499, 'x'),
                                   std::string(499, '('), std::string("\xff\xfe chater\xff")}) {
    world.suggest(asking(query));
    world.complete(query);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

}  // namespace
}  // namespace isthmus::repository::tests

#include <filesystem>
#include <random>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "indexer/parsers/columns.h"
#include "indexer/parsers/defaults.h"
#include "indexer/parsers/parser.h"
#include "indexer/parsers/tally.h"
#include "schema/json.h"
#include "tests/support/json_schema.h"
#include "tests/support/random_records.h"

namespace isthmus::parsers {
namespace {

namespace fs = std::filesystem;

struct Parsed {
  std::vector<Record> records;
  std::vector<Diagnostic> diagnostics;
};

Parsed parse(const std::string& path, std::string_view bytes, const Settings& settings = {}) {
  Parsed out;
  const Result<const Parser*> parser = parser_for(path, bytes);
  if (!parser) return out;
  const Sink sink{[&](Record record, std::uint64_t) {
                    out.records.push_back(std::move(record));
                    return true;
                  },
                  [&](Diagnostic diagnostic) { out.diagnostics.push_back(std::move(diagnostic)); }};
  (*parser)->parse({path, bytes, settings}, sink);
  return out;
}

std::string_view chosen(std::string_view path, std::string_view bytes) {
  const Result<const Parser*> parser = parser_for(path, bytes);
  return parser ? (*parser)->name : error_info(parser.error().code).name;
}

TEST_CASE("content decides before the name") {
  CHECK(chosen("a.md", "# x") == "markdown");
  CHECK(chosen("deep/A.CSV", "a,b") == "table");
  CHECK(chosen("a.json", "[{}]") == "json");
  CHECK(chosen("a.json", "{\n \"id\": 1\n}") == "json");
  CHECK(chosen("a.json", "{\"id\":\"1\"}\n{\"id\":\"2\"}\n") == "jsonl");
  CHECK(chosen("a.md", "\x89PNG\r\n") == "unsupported");
  CHECK(chosen("a.png", "x") == "unsupported");
  CHECK(chosen("README", "x") == "unsupported");
}

TEST_CASE("written records are read back from JSON Lines, whole and in pieces") {
  std::mt19937_64 generator(5);
  std::string text;
  std::vector<Record> records;
  for (int i = 0; i < 50; ++i) {
    records.push_back(testing::random_record(generator));
    text += dump_json(to_json(records.back())) + "\n";
  }
  const Parsed parsed = parse("x.jsonl", text);
  CHECK(parsed.diagnostics.empty());
  REQUIRE(parsed.records.size() == records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].source = parsed.records[i].source;
    CHECK(parsed.records[i] == records[i]);
  }
  const std::size_t cut = text.find('\n', text.size() / 2) + 1;
  std::size_t pieces = 0;
  const Sink sink{[&](Record, std::uint64_t) { return ++pieces != 0; }, [](Diagnostic) {}};
  const Settings settings;
  const Parser* parser = parser_for("x.jsonl", text).value();
  parser->parse({"x.jsonl", std::string_view(text).substr(0, cut), settings, 1, true}, sink);
  parser->parse({"x.jsonl", std::string_view(text).substr(cut), settings, 30, true}, sink);
  CHECK(pieces == records.size());
}

TEST_CASE("a sink that wants no more stops every parser") {
  using NamedBytes = std::pair<std::string, std::string>;
  for (const NamedBytes& file : std::vector<NamedBytes>{
           {"a.jsonl", "{\"id\":\"1\",\"title\":\"a\"}\n{\"id\":\"2\",\"title\":\"b\"}\n"},
           {"a.json", "[{\"id\":\"1\",\"title\":\"a\"},{\"id\":\"2\",\"title\":\"b\"}]"},
           {"a.csv", "id,title\n1,a\n2,b\n"}}) {
    CAPTURE(file.first);
    int seen = 0;
    const Settings settings;
    parser_for(file.first, file.second)
        .value()
        ->parse({file.first, file.second, settings},
                {[&](Record, std::uint64_t) { return ++seen < 1; }, [](Diagnostic) {}});
    CHECK(seen == 1);
  }
}

TEST_CASE("the local id is the source's own: id, DOI, content, or the path of a one-record file") {
  CHECK(parse("a.jsonl", R"({"_id":"7","title":"t"})").records.at(0).id == "7");
  CHECK(
      parse("a.jsonl",
            R"({"title":"t","identifiers":[{"scheme":"doi","value":"https://doi.org/10.5555/X"}]})")
          .records.at(0)
          .id == "10.5555/x");
  const std::string id = parse("a.jsonl", R"({"title":"t"})").records.at(0).id;
  CHECK(id.starts_with("a.jsonl#"));
  CHECK(parse("a.jsonl", "\n{\"title\": \"t\"}").records.at(0).id == id);
  CHECK(parse("deep/a.md", "text").records.at(0).id == "deep/a.md");
}

TEST_CASE("a record larger than 8 MB is refused by name of the limit") {
  const Parsed parsed = parse("a.txt", std::string((8 << 20) + 1, 'x'));
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.records.empty());
  CHECK(parsed.diagnostics[0].error.code == ErrorCode::kTooLarge);
  CHECK(parsed.diagnostics[0].error.message.find("8 MB") != std::string::npos);
}

TEST_CASE("a line larger than 16 MB costs itself alone") {
  const Parsed parsed = parse("a.jsonl", "{\"id\":\"1\",\"title\":\"" + std::string(17 << 20, 'x') +
                                             "\"}\n{\"id\":\"2\",\"title\":\"t\"}\n");
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].id == "2");
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.code == ErrorCode::kTooLarge);
}

TEST_CASE("a YAML text whose aliases stand for a billion nodes is refused at once") {
  std::string text = "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string previous = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + previous;
    for (int j = 0; j < 9; ++j) text += "," + previous;
    text += "]\n";
  }
  const Parsed parsed = parse("a.md", text + "---\nbody\n");
  CHECK(parsed.records.empty());
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.code == ErrorCode::kTooLarge);
}

TEST_CASE("stray bytes in a UTF-8 file become replacement characters with a warning") {
  const Parsed parsed = parse("a.md", "# 标题\n正文\n第三行 \xff\n");
  REQUIRE(parsed.records.size() == 1);
  CHECK(parsed.records[0].body.find("\xef\xbf\xbd") != std::string::npos);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(!parsed.diagnostics[0].cost_a_record);
}

TEST_CASE("stray bytes in a line of JSON Lines cost that line") {
  const Parsed parsed = parse("a.jsonl",
                              "{\"id\":\"1\",\"title\":\"标题\"}\n{\"id\":\"2\",\"title\":\"\xff\"}"
                              "\n{\"id\":\"3\",\"title\":\"题\"}\n");
  CHECK(parsed.records.size() == 2);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].line == 2);
}

TEST_CASE("random bytes never break a parser") {
  std::mt19937_64 generator(6);
  const std::string alphabet = "{}[]\",:;\n\r\t-#|'&*!%@`\\ab0\xe6\xb1\x89\xff";
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = i % 3 == 0 ? "---\n" : "";
    for (std::size_t length = generator() % 80; length > 0; --length)
      bytes += alphabet[generator() % alphabet.size()];
    for (const char* path : {"a.md", "a.txt", "a.csv", "a.jsonl", "a.json"}) {
      for (const Record& record : parse(path, bytes).records) CHECK(!record.id.empty());
    }
  }
}

TEST_CASE("templates leave out lines and keys whose columns are empty") {
  const auto expand = [](const std::string& text) {
    return Template::parse(text)->expand(
        [](std::string_view column) { return column == "a" ? "x" : ""; });
  };
  CHECK(expand("{a}: {b}") == "x: ");
  CHECK(expand("{b}\n{a}\n{b}") == "x");
  CHECK(expand("fixed {b}").empty());
  CHECK(!Template::parse("{"));
  CHECK(!Template::parse("{}"));
}

TEST_CASE(
    "defaults fill what a record does not say, and a side without kind gives the plainest kind") {
  Defaults defaults;
  defaults.side = "practice";
  defaults.organisation = "acme";
  Record record;
  record.title = "主轴振动";
  CHECK(with_defaults(record, defaults).kind == Kind::kNote);
  CHECK(with_defaults(record, defaults).language == "zh");
  CHECK(with_defaults(record, defaults).organisation == "acme");
  record.side = Side::kAcademic;
  record.organisation = "own";
  record.language = "en";
  CHECK(with_defaults(record, defaults).kind == Kind::kPaper);
  CHECK(with_defaults(record, defaults).organisation == "own");
  CHECK(with_defaults(record, defaults).language == "en");
  record.kind = Kind::kThesis;
  CHECK(with_defaults(record, defaults).kind == Kind::kThesis);
}

TEST_CASE("equal warnings are counted, refusals are kept one by one") {
  Tally tally;
  for (std::uint64_t line = 1; line <= 3; ++line)
    tally.add({line, {ErrorCode::kInvalidRecord, "unknown key \"x\"", ""}, false});
  tally.add({4, {ErrorCode::kInvalidRecord, "bad", "mend it"}, true});
  REQUIRE(tally.entries().size() == 2);
  CHECK(to_string("f.jsonl", tally.entries()[0]) ==
        "f.jsonl: warning: unknown key \"x\" in 3 lines");
  CHECK(to_string("f.jsonl", tally.entries()[1]) == "f.jsonl:4: bad (mend it)");
  CHECK(tally.refused() == 1);
}

// --- the sample collections ---

void check_corpus_file(const Collection& collection, const fs::path& file, const std::string& path,
                       const Json& schema) {
  const Settings settings = settings_for(collection, path, {});
  const Parsed parsed = parse(path, testing::read_file(file.string()), settings);
  CHECK_MESSAGE(!parsed.records.empty(), file.string());
  for (const Diagnostic& diagnostic : parsed.diagnostics)
    CHECK_MESSAGE(false, file.string() << ": " << to_string(diagnostic.error));
  for (Record record : parsed.records) {
    record.id = collection.name + ":" + record.id;
    const Result<Record> complete =
        complete_record(with_defaults(std::move(record), settings.defaults));
    REQUIRE_MESSAGE(complete.has_value(), file.string());
    CHECK_MESSAGE(testing::schema_faults(schema, to_json(*complete)) == std::vector<std::string>{},
                  file.string());
  }
}

TEST_CASE("every record of the corpus is read without a word, is complete and fits the schema") {
  const Json schema = testing::load_schema(ISTHMUS_SOURCE_DIR, "record");
  for (const auto& folder : fs::directory_iterator(std::string(ISTHMUS_SOURCE_DIR) + "/corpus")) {
    if (!fs::exists(folder.path() / "isthmus.toml")) continue;
    const Result<Collection> collection =
        parse_collection(testing::read_file((folder.path() / "isthmus.toml").string()));
    REQUIRE_MESSAGE(collection.has_value(), folder.path().string());
    for (const char* part : {"academic", "practice"}) {
      for (const auto& file : fs::recursive_directory_iterator(folder.path() / part)) {
        if (file.is_regular_file())
          check_corpus_file(*collection, file, fs::relative(file, folder).generic_string(), schema);
      }
    }
  }
}

}  // namespace
}  // namespace isthmus::parsers

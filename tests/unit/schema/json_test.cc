#include "schema/json.h"

#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/json_schema.h"
#include "tests/support/random_records.h"

namespace isthmus {
namespace {

const std::string kSource = ISTHMUS_SOURCE_DIR;

Result<Record> read(const std::string& text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  return from_json<Record>(*json);
}

std::string message_of(const std::string& text) {
  const Result<Record> record = read(text);
  return record ? "" : record.error().message;
}

std::string hint_of(const std::string& text) {
  const Result<Record> record = read(text);
  return record ? "" : record.error().hint;
}

TEST_CASE("random records survive writing and reading as JSON") {
  std::mt19937_64 generator(2);
  for (int i = 0; i < 300; ++i) {
    const Record record = testing::random_record(generator);
    const Result<Record> again = read(dump_json(to_json(record)));
    REQUIRE(again.has_value());
    CHECK(*again == record);
  }
}

TEST_CASE("links survive writing and reading as JSON") {
  const Link link{"a:b",
                  Side::kAcademic,
                  Relation::kSimilar,
                  LinkState::kProposed,
                  0.5,
                  {{"主轴"}, {"doi:10.1/x"}, {"王力"}}};
  CHECK(
      dump_json(to_json(link)) ==
      R"({"target":"a:b","side":"academic","relation":"similar","state":"proposed","strength":0.5,)"
      R"("evidence":{"terms":["主轴"],"identifiers":["doi:10.1/x"],"names":["王力"]}})");
  const Result<Link> again = from_json<Link>(to_json(link));
  REQUIRE(again);
  CHECK(*again == link);
}

TEST_CASE("default values are left out, and keys stand in the order of the field table") {
  Record record;
  CHECK(dump_json(to_json(record)) == "{}");
  record.body = "b";
  record.id = "a:b";
  record.kind = Kind::kNote;
  CHECK(dump_json(to_json(record)) == R"({"id":"a:b","kind":"note","body":"b"})");
}

TEST_CASE("invalid bytes are written as replacement characters") {
  Record record;
  record.title = "a\xff";
  CHECK(dump_json(to_json(record)) == "{\"title\":\"a\xef\xbf\xbd\"}");
}

TEST_CASE("_id and text are taken for id and body, metadata is skipped, null is absent") {
  const Result<Record> record =
      read(R"({"_id":"7","text":"words","metadata":{"keywords":["answer"]},"title":null})");
  REQUIRE(record);
  CHECK(record->id == "7");
  CHECK(record->body == "words");
  CHECK(record->keywords.empty());
}

TEST_CASE("id beside _id is refused, not chosen from") {
  CHECK(message_of(R"({"id":"1","_id":"2"})") ==
        R"(field "id": stands twice, as "id" and as "_id")");
}

TEST_CASE("a plain string is taken for the one audience") {
  const Result<Record> record = read(R"({"visibility":"partners"})");
  REQUIRE(record);
  CHECK(record->visibility.audiences == std::vector<std::string>{"partners"});
}

TEST_CASE("errors name the field and quote the value") {
  CHECK(message_of(R"({"title":12})") == R"(field "title": expected a string, found number "12")");
  CHECK(message_of(R"({"authors":[{"name":"x"},{"name":["y"]}]})") ==
        R"(field "authors[1].name": expected a string, found array "["y"]")");
  CHECK(message_of(R"({"date":"2024-13"})") == R"(field "date": "2024-13" is not a date)");
  CHECK(message_of(R"({"keywords":"x"})") ==
        R"(field "keywords": expected a list, found string ""x"")");
  CHECK(message_of(R"({"visibility":{"preview":1}})") ==
        R"(field "visibility.preview": expected true or false, found number "1")");
  CHECK(message_of("[]") == R"(expected an object, found array "[]")");
}

TEST_CASE("unknown keys, kinds and sides come with a suggestion") {
  CHECK(message_of(R"({"titel":"x"})") == R"(unknown key "titel")");
  CHECK(hint_of(R"({"titel":"x"})") == R"(did you mean "title"?)");
  CHECK(hint_of(R"({"authors":[{"orchid":"x"}]})") == R"(did you mean "orcid"?)");
  CHECK(hint_of(R"({"kind":"papper"})") == R"(did you mean "paper"?)");
  CHECK(hint_of(R"({"side":"practise"})") == R"(did you mean "practice"?)");
  CHECK(hint_of(R"({"side":"neither"})") == "known names: academic, practice");
}

TEST_CASE("the lenient reader collects unknown keys, one name for all elements") {
  std::vector<std::string> unknown;
  const auto json = parse_json(R"({"title":"t","company":"x","authors":[{"web":1},{"web":2}]})");
  REQUIRE(json);
  const Result<Record> record = from_json<Record>(*json, unknown);
  REQUIRE(record);
  CHECK(record->authors.size() == 2);
  CHECK(unknown == std::vector<std::string>{"company", "authors[].web", "authors[].web"});
}

TEST_CASE("JSON faults are placed by line and column") {
  const Result<Json> json = parse_json("{\"a\": 1,\n \"b\": x}");
  REQUIRE(!json);
  CHECK(json.error().code == ErrorCode::kInvalidRecord);
  CHECK(json.error().message.find("line 2, column 7") != std::string::npos);
  CHECK(!parse_json(""));
  CHECK(!parse_json("{\"a\":\"\xff\"}"));
  CHECK(!parse_json("{} {}"));
  CHECK(!parse_json("1e999999"));
}

TEST_CASE("nesting of 64 levels is read, of 65 is refused") {
  CHECK(parse_json(std::string(64, '[') + std::string(64, ']')));
  CHECK(!parse_json(std::string(65, '[') + std::string(65, ']')));
  CHECK(!parse_json(std::string(1'000'000, '[')));
  CHECK(parse_json("\"" + std::string(1000, '[') + "\""));
}

TEST_CASE("an object of more than 1000 keys is refused before it costs time") {
  std::string text = "{";
  for (int i = 0; i < 1001; ++i) text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  const Result<Json> json = parse_json(text + "}");
  REQUIRE(!json);
  CHECK(json.error().message.find("too many keys") != std::string::npos);
}

// --- the JSON Schema files ---

template <typename T>
void check_properties(const std::string& schema, const std::string& pointer) {
  const Json properties = testing::load_schema(kSource, schema).at(Json::json_pointer(pointer));
  std::vector<std::string_view> names;
  for (const auto& [name, property] : properties.items()) names.push_back(name);
  CHECK_MESSAGE(std::vector<std::string>(names.begin(), names.end()) ==
                    std::vector<std::string>(field_names<T>().begin(), field_names<T>().end()),
                schema << pointer);
}

TEST_CASE("the schemas have the properties of the field tables, in their order") {
  check_properties<Record>("record", "/properties");
  check_properties<Author>("record", "/$defs/author/properties");
  check_properties<Identifier>("record", "/$defs/identifier/properties");
  check_properties<Reference>("record", "/$defs/reference/properties");
  check_properties<Contact>("record", "/$defs/contact/properties");
  check_properties<Visibility>("record", "/$defs/visibility/properties");
  check_properties<DeclaredRelation>("record", "/$defs/relation/properties");
  check_properties<Source>("record", "/$defs/source/properties");
  check_properties<Organisation>("organisation", "/properties");
  check_properties<Programme>("programme", "/properties");
  check_properties<Agreement>("agreement", "/properties");
  check_properties<Link>("link", "/properties");
  check_properties<Evidence>("link", "/properties/evidence/properties");
}

TEST_CASE("the schemas' enumerations are those of the program") {
  const Json record = testing::load_schema(kSource, "record");
  Json kinds = Json::array();
  for (const Kind kind : all_kinds()) kinds.push_back(name_of(kind));
  CHECK(record.at("/properties/kind/enum"_json_pointer) == kinds);
  CHECK(record.at("/properties/side/enum"_json_pointer) == Json({"academic", "practice"}));
  const Json link = testing::load_schema(kSource, "link");
  Json relations = Json::array();
  for (int i = 0; i < 5; ++i) relations.push_back(name_of(static_cast<Relation>(i)));
  CHECK(link.at("/properties/relation/enum"_json_pointer) == relations);
  Json states = Json::array();
  for (int i = 0; i < 3; ++i) states.push_back(name_of(static_cast<LinkState>(i)));
  CHECK(link.at("/properties/state/enum"_json_pointer) == states);
}

TEST_CASE("everything that is written as JSON fits its schema") {
  const Json schema = testing::load_schema(kSource, "record");
  CHECK(testing::schema_faults(schema, to_json(testing::known_record())) ==
        std::vector<std::string>{});
  std::mt19937_64 generator(3);
  for (int i = 0; i < 100; ++i) {
    CHECK(testing::schema_faults(schema, to_json(testing::random_record(generator))) ==
          std::vector<std::string>{});
  }
  const Link link{"a:b", Side::kAcademic, Relation::kSimilar, LinkState::kProposed,
                  0.5,   {{"x"}, {}, {}}};
  CHECK(testing::schema_faults(testing::load_schema(kSource, "link"), to_json(link)) ==
        std::vector<std::string>{});
}

TEST_CASE("the schema refuses what the reader refuses") {
  const Json schema = testing::load_schema(kSource, "record");
  for (const std::string text : {R"({"id":"a:b","titel":"x"})", R"({"id":"a:b","kind":"papper"})",
                                 R"({"id":"a:b","title":1})", R"({"id":"a:b","date":"2024-13"})",
                                 R"({"id":"a:b","authors":[{"web":"x"}]})"}) {
    CAPTURE(text);
    const auto json = parse_json(text);
    REQUIRE(json);
    CHECK(!testing::schema_faults(schema, *json).empty());
    CHECK(!from_json<Record>(*json));
  }
}

void check_array_file(const std::filesystem::path& path, const std::string& schema) {
  const auto json = parse_json(testing::read_file(path.string()));
  REQUIRE_MESSAGE(json.has_value(), path.string());
  for (const Json& element : *json) {
    CHECK_MESSAGE(testing::schema_faults(testing::load_schema(kSource, schema), element) ==
                      std::vector<std::string>{},
                  path.string());
  }
}

TEST_CASE("the governance files and queries of the corpus fit their schemas") {
  for (const auto& collection : std::filesystem::directory_iterator(kSource + "/corpus")) {
    if (!collection.is_directory()) continue;
    for (const std::string name : {"organisation", "programme", "agreement"}) {
      const auto path = collection.path() / (name + "s.json");
      if (std::filesystem::exists(path)) check_array_file(path, name);
    }
    if (!std::filesystem::exists(collection.path() / "queries.json")) continue;
    const auto queries =
        parse_json(testing::read_file((collection.path() / "queries.json").string()));
    REQUIRE(queries);
    CHECK(testing::schema_faults(testing::load_schema(kSource, "queries"), *queries) ==
          std::vector<std::string>{});
  }
}

}  // namespace
}  // namespace isthmus

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "schema/wording.h"
#include "tests/support/random_records.h"

namespace isthmus {
namespace {

Record small() {
  Record record;
  record.id = "c:1";
  record.kind = Kind::kRunbook;
  record.title = "t";
  return record;
}

std::string message_of(Record record) {
  const Result<Record> complete = complete_record(std::move(record));
  return complete ? "" : complete.error().message;
}

TEST_CASE("a complete record is left as it is") {
  CHECK(complete_record(testing::known_record()).value() == testing::known_record());
  std::mt19937_64 generator(4);
  for (int i = 0; i < 200; ++i) {
    const Record record = testing::random_record(generator);
    const Result<Record> complete = complete_record(record);
    REQUIRE(complete.has_value());
    CHECK(*complete == record);
  }
}

TEST_CASE("the side follows from the kind, unless it is given") {
  CHECK(complete_record(small())->side == Side::kPractice);
  Record record = small();
  record.side = Side::kAcademic;
  CHECK(complete_record(record)->side == Side::kAcademic);
}

TEST_CASE("the title follows from the body's first line with words") {
  Record record = small();
  record.title.clear();
  record.body = "\n  \n## 主轴 振动 \nmore";
  CHECK(complete_record(record)->title == "主轴 振动");
  record.body = std::string("é") + std::string(300, 'x');
  CHECK(complete_record(record)->title == "é" + std::string(199, 'x'));
  record.body = " \n#\n";
  CHECK(message_of(record) == R"(record "c:1" has neither title nor body)");
}

TEST_CASE("ids need a collection, 3 to 512 bytes and no control characters") {
  for (const std::string& id :
       std::vector<std::string>{"", "x", ":x", "c:", std::string("c:\n"), std::string("c:\x7f"),
                                "c:" + std::string(511, 'x')}) {
    CAPTURE(id);
    Record record = small();
    record.id = id;
    CHECK(!complete_record(record));
  }
  for (const std::string& id : std::vector<std::string>{
           std::string("c:1"), std::string("集:a/b c#?"), "c:" + std::string(510, 'x')}) {
    CAPTURE(id);
    Record record = small();
    record.id = id;
    CHECK(complete_record(record));
  }
}

TEST_CASE("a record without kind is refused") {
  Record record = small();
  record.kind = Kind::kNone;
  CHECK(message_of(record) == R"(record "c:1" has no kind)");
}

TEST_CASE("ORCIDs are checked by their last digit and written plainly") {
  Record record = small();
  record.authors = {{"a", "https://orcid.org/0000-0002-1825-0097", ""},
                    {"b", "0000-0002-1694-233x", ""},
                    {"c", "0000000218250097", ""}};
  const Result<Record> complete = complete_record(record);
  REQUIRE(complete);
  CHECK(complete->authors[0].orcid == "0000-0002-1825-0097");
  CHECK(complete->authors[1].orcid == "0000-0002-1694-233X");
  CHECK(complete->authors[2].orcid == "0000-0002-1825-0097");
  record.authors = {{"a", "0000-0002-1825-0098", ""}};
  CHECK(message_of(record) == R"(field "authors[0].orcid": "0000-0002-1825-0098" is not an ORCID)");
}

TEST_CASE("audiences follow their grammar") {
  Record record = small();
  record.visibility.audiences = {"public", "partners", "agreement:a-1", "organisation:学院"};
  CHECK(complete_record(record));
  for (const std::string audience :
       {"everyone", "agreement:", "organisation", "@2024:public", "Public"}) {
    CAPTURE(audience);
    record.visibility.audiences = {audience};
    CHECK(!complete_record(record));
  }
}

TEST_CASE("language tags, schemes and relations are checked") {
  Record record = small();
  record.language = "chinese simplified";
  CHECK(message_of(record) == R"(field "language": "chinese simplified" is not a language tag)");
  record = small();
  record.title_translations = {{"e", "x"}};
  CHECK(!complete_record(record));
  record = small();
  record.identifiers = {{"DOI", "10.1/x"}};
  CHECK(message_of(record) == R"(field "identifiers.scheme": "DOI" is not an identifier scheme)");
  record = small();
  record.relations = {{"applys", "c:2"}};
  CHECK(complete_record(record).error().hint == R"(did you mean "applies"?)");
  record.relations = {{"applies", "no-collection"}};
  CHECK(!complete_record(record));
}

TEST_CASE("blank list elements are dropped") {
  Record record = small();
  record.keywords = {"", " ", "x"};
  record.identifiers = {{"doi", " "}};
  const Result<Record> complete = complete_record(record);
  REQUIRE(complete);
  CHECK(complete->keywords == std::vector<std::string>{"x"});
  CHECK(complete->identifiers.empty());
}

TEST_CASE("dates that cannot be are refused even when they did not come from text") {
  Record record = small();
  record.date = {2023, 2, 29};
  CHECK(message_of(record) == R"(field "date": "2023-02-29" is not a date)");
}

TEST_CASE("the nearest name is at most two edits away") {
  CHECK(nearest_name("titel", {"id", "title"}) == "title");
  CHECK(nearest_name("tilte", {"title"}) == "title");
  CHECK(nearest_name("xxxxx", {"title"}).empty());
  CHECK(nearest_name("x", {"id"}).empty());
  CHECK(nearest_name(std::string(100'000, 'x'), {"title"}).empty());
}

TEST_CASE("quotations are cut between characters and hold no control characters") {
  CHECK(quote("a\nb") == "\"a b\"");
  const std::string long_text = std::string(79, 'x') + "汉字";
  CHECK(quote(long_text) == "\"" + std::string(79, 'x') + "…\"");
}

}  // namespace
}  // namespace isthmus

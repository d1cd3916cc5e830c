#include <doctest/doctest.h>

#include "schema/date.h"
#include "schema/error.h"
#include "schema/face.h"
#include "schema/keys.h"
#include "schema/link.h"
#include "schema/record.h"
#include "schema/terms.h"

namespace isthmus {
namespace {

TEST_CASE("dates of year, month and day precision are read and written") {
  CHECK(Date::parse("2019")->to_string() == "2019");
  CHECK(Date::parse("2019-04")->to_string() == "2019-04");
  CHECK(Date::parse("2019/4/3")->to_string() == "2019-04-03");
  CHECK(Date::parse("2019-04-30T12:00:00Z")->to_string() == "2019-04-30");
  CHECK(Date::parse("2019-04-30 12:00")->to_string() == "2019-04-30");
  CHECK(Date::parse("0999")->to_string() == "0999");
  CHECK(Date{}.to_string().empty());
}

TEST_CASE("what names no real day is no date") {
  for (const char* text : {"", "19", "20190", "2019-", "2019-00", "2019-13", "2019-02-29",
                           "2019-04-31", "2019T", "0000", "2019-04-3x", "二〇一九"}) {
    CAPTURE(text);
    CHECK(!Date::parse(text));
  }
  CHECK(Date::parse("2020-02-29"));
}

TEST_CASE("a less precise date sorts before the more precise ones in it") {
  CHECK(Date{2019, 0, 0} < Date{2019, 1, 0});
  CHECK(Date{2019, 1, 0} < Date{2019, 1, 1});
  CHECK(Date{2018, 12, 31} < Date{2019, 0, 0});
}

TEST_CASE("names and values of side, kind, relation and state agree both ways") {
  for (const Kind kind : all_kinds()) CHECK(kind_from_name(name_of(kind)) == kind);
  CHECK(kind_from_name("none") == Kind::kNone);
  CHECK(side_from_name(name_of(Side::kAcademic)) == Side::kAcademic);
  CHECK(side_of(Kind::kStandard) == Side::kAcademic);
  CHECK(side_of(Kind::kRunbook) == Side::kPractice);
  CHECK(side_of(Kind::kNone) == Side::kNone);
  CHECK(other_side(Side::kAcademic) == Side::kPractice);
  CHECK(other_side(Side::kNone) == Side::kNone);
  for (int i = 0; i < 5; ++i)
    CHECK(relation_from_name(name_of(static_cast<Relation>(i))) == static_cast<Relation>(i));
}

TEST_CASE("two writings of one identifier have one normal form") {
  CHECK(normal_identifier("doi", "https://doi.org/10.1145/3292500") == "doi:10.1145/3292500");
  CHECK(normal_identifier("doi", "DOI:10.1145/ABC-1") == "doi:10.1145/abc-1");
  CHECK(normal_identifier("isbn", "978-3-16-148410-0") == "isbn:9783161484100");
  CHECK(normal_identifier("isbn", "0-8044-2957-X") == "isbn:080442957x");
  CHECK(normal_identifier("work_order", "WO-2024 0153") == "work_order:wo20240153");
  CHECK(normal_identifier("doi", "").empty());
}

TEST_CASE("the collection is what stands before the first colon") {
  CHECK(collection_of("cnc:a:b") == "cnc");
}

// --- faces ---

Record restricted(std::vector<std::string> audiences) {
  Record record;
  record.id = "c:1";
  record.organisation = "acme";
  record.title = "t";
  record.body = "secret";
  record.codes = {"E-1"};
  record.visibility.audiences = std::move(audiences);
  return record;
}

TEST_CASE("a record without audiences or with public among them has the public face alone") {
  CHECK(faces_of(restricted({})) == std::vector<Face>{Face::kPublic});
  CHECK(faces_of(restricted({"partners", "public"})) == std::vector<Face>{Face::kPublic});
}

TEST_CASE("a restricted record has a public face only as a preview, without body and codes") {
  Record record = restricted({"partners"});
  CHECK(faces_of(record) == std::vector<Face>{Face::kRestricted});
  record.visibility.preview = true;
  CHECK(faces_of(record) == std::vector<Face>{Face::kPublic, Face::kRestricted});
  CHECK(face_of(record, Face::kPublic).body.empty());
  CHECK(face_of(record, Face::kPublic).codes.empty());
  CHECK(face_of(record, Face::kRestricted).body == "secret");
}

TEST_CASE("a public record under embargo is restricted until its day") {
  Record record = restricted({});
  record.visibility.embargo_until = {2027, 1, 1};
  CHECK(faces_of(record) == std::vector<Face>{Face::kRestricted});
  CHECK(audience_terms(record) ==
        std::vector<std::string>{"@2027-01-01:public", "organisation:acme"});
  CHECK(!visible_face(record, {{}, {2026, 12, 31}}));
  CHECK(visible_face(record, {{}, {2027, 1, 1}}) == Face::kRestricted);
  CHECK(visible_face(record, {{"organisation:acme"}, {2020, 1, 1}}) == Face::kRestricted);
}

TEST_CASE("only members of an audience see a restricted record") {
  const Record record = restricted({"agreement:a", "partners"});
  CHECK(!visible_face(record, {{}, {2026, 1, 1}}));
  CHECK(!visible_face(record, {{"agreement:b"}, {2026, 1, 1}}));
  CHECK(visible_face(record, {{"agreement:a"}, {2026, 1, 1}}) == Face::kRestricted);
  CHECK(visible_face(record, {{"organisation:acme"}, {2026, 1, 1}}) == Face::kRestricted);
}

TEST_CASE("an outsider sees the public face of a preview") {
  Record record = restricted({"partners"});
  record.visibility.preview = true;
  CHECK(visible_face(record, {{}, {2026, 1, 1}}) == Face::kPublic);
  CHECK(visible_face(record, {{"partners"}, {2026, 1, 1}}) == Face::kRestricted);
}

// --- keys, terms, errors ---

TEST_CASE("keys give back what they were made of, and sort by number") {
  CHECK(keys::position_of_change(keys::change(300)) == 300);
  CHECK(keys::change(255) < keys::change(256));
  CHECK(keys::serial(255) < keys::serial(256));
  CHECK(keys::path_of_source(keys::source("cnc", "a/b.md")) == "a/b.md");
  CHECK(keys::source("cnc", "a").starts_with(keys::source_prefix("cnc")));
  CHECK(!keys::source("cnc2", "a").starts_with(keys::source_prefix("cnc")));
  CHECK(keys::id_of_member(keys::member("cnc", "a/b.md", "cnc:x")) == "cnc:x");
  CHECK(keys::member("cnc", "a", "cnc:x").starts_with(keys::member_prefix("cnc", "a")));
  CHECK(!keys::member("cnc", "ab", "cnc:x").starts_with(keys::member_prefix("cnc", "a")));
  CHECK(keys::id_of_faced(keys::faced(Face::kRestricted, "cnc:x")) == "cnc:x");
  CHECK(keys::face_of_key(keys::faced(Face::kRestricted, "cnc:x")) == Face::kRestricted);
  CHECK(keys::link_decision("b", "a") == keys::link_decision("a", "b"));
  const std::string search = keys::search(20'000, "0123456789abcdef", "fedcba9876543210");
  CHECK(search.starts_with(keys::searches_of_day(20'000)));
  CHECK(search < keys::searches_of_day(20'001));
  const auto parts = keys::parts_of_search(search);
  REQUIRE(parts);
  CHECK(parts->day == 20'000);
  CHECK(parts->intent == "0123456789abcdef");
  CHECK(parts->visitor == "fedcba9876543210");
  CHECK_FALSE(keys::parts_of_search("short"));
}

TEST_CASE("terms take a colon before a capital, and are never longer than Xapian's limit") {
  CHECK(terms::term("S", "word") == "Sword");
  CHECK(terms::term("XORG", "Acme") == "XORG:Acme");
  CHECK(terms::term("XORG", "acme") == "XORGacme");
  const std::string one = terms::term("Q", std::string(300, 'x') + "1");
  const std::string other = terms::term("Q", std::string(300, 'x') + "2");
  CHECK(one.size() <= terms::kMaxTermBytes);
  CHECK(one != other);
}

TEST_CASE("every error has a status, and its text holds message and hint") {
  CHECK(error_info(ErrorCode::kNotFound).http_status == 404);
  CHECK(error_info(ErrorCode::kInternal).exit_status == 70);
  CHECK(to_string(Error{ErrorCode::kLocked, "held", "wait"}).find("held") != std::string::npos);
  CHECK(to_string(Error{ErrorCode::kLocked, "held", "wait"}).find("wait") != std::string::npos);
}

}  // namespace
}  // namespace isthmus

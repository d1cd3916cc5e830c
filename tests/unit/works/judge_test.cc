// Pairs that are the same work, and those that only look so.

#include "engine/works/judge.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/works/signature.h"
#include "engine/works/sketch.h"
#include "engine/works/title.h"

namespace isthmus::works {
namespace {

// Words that no other number gives.
std::string text_of(int number, int words) {
  std::string text;
  for (int i = 0; i < words; ++i)
    text += "w" + std::to_string(number) + "x" + std::to_string(i * 7 % 1013) + " ";
  return text;
}

// The first `changed` words of a hundred are others.
std::string changed_text(int number, int words, int changed) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    const int of = i % 100 < changed ? number + 1000 : number;
    text += "w" + std::to_string(of) + "x" + std::to_string(i * 7 % 1013) + " ";
  }
  return text;
}

Record paper(const std::string& id) {
  Record record;
  record.id = id;
  record.kind = Kind::kPaper;
  record.side = Side::kAcademic;
  record.title = "Chatter suppression in thin-walled milling";
  record.authors = {{"Jane Doe", "", ""}, {"王伟", "", ""}};
  record.date = {2021, 3, 0};
  record.source.uri = id + ".pdf";
  return record;
}

std::optional<WorkTie> tie(const Record& a, const Record& b) {
  const WorkSignature first = make_signature({a, Face::kPublic});
  const WorkSignature second = make_signature({b, Face::kPublic});
  const std::optional<WorkTie> there = judge(first, second);
  CHECK(there == judge(second, first));
  return there;
}

WorkReason reason(const Record& a, const Record& b) {
  const std::optional<WorkTie> found = tie(a, b);
  REQUIRE(found);
  return found->reason;
}

}  // namespace

TEST_CASE("a DOI in common is the same work, however it is written") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  b.title = "Chatter suppression in thin-walled milling: a review";
  b.authors.clear();
  a.identifiers = {{"doi", "https://doi.org/10.1000/ABC"}};
  b.identifiers = {{"doi", "10.1000/abc"}};
  CHECK(reason(a, b) == WorkReason::kIdentifier);
  CHECK(tie(a, b)->shared == "doi:10.1000/abc");
}

TEST_CASE("an ISBN of ten digits is the one of thirteen, and a preprint's number has no version") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.authors = b.authors = {};
  a.identifiers = {{"isbn", "0-306-40615-2"}};
  b.identifiers = {{"isbn", "978-0-306-40615-7"}};
  CHECK(reason(a, b) == WorkReason::kIdentifier);
  a.identifiers = {{"arxiv", "2101.01234v2"}};
  b.identifiers = {{"doi", "10.48550/arXiv.2101.01234"}};
  CHECK(reason(a, b) == WorkReason::kIdentifier);
}

TEST_CASE("the chapter with its book's ISBN is not the book") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.identifiers = b.identifiers = {{"isbn", "978-0-306-40615-7"}};
  b.title = "Advances of manufacturing technology";
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("a work order's number names a work within its organisation alone") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.kind = b.kind = Kind::kLog;
  a.identifiers = b.identifiers = {{"work_order", "WO-17"}};
  a.organisation = b.organisation = "acme";
  CHECK(reason(a, b) == WorkReason::kIdentifier);
  b.organisation = "zeta";
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("title, authors and year make the same work, in any writing of the names") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  b.title = "Chatter Suppression in Thin Walled Milling.";
  b.authors = {{"Doe, J.", "", ""}};
  b.date = {2022, 0, 0};
  CHECK(reason(a, b) == WorkReason::kTitle);
  CHECK(tie(a, b)->relation == WorkRelation::kVersion);
  b.date = a.date;
  CHECK(tie(a, b)->relation == WorkRelation::kCopy);
}

TEST_CASE("other authors, years far apart or a generic title are no reason") {
  const Record a = paper("a:1");
  Record b = paper("b:1");
  b.authors = {{"John Roe", "", ""}};
  CHECK_FALSE(tie(a, b));
  b = paper("b:1");
  b.date = {2012, 0, 0};
  CHECK_FALSE(tie(a, b));
  b = paper("b:1");
  b.authors.clear();
  CHECK_FALSE(tie(a, b));
  Record generic = paper("a:2");
  Record other = paper("b:2");
  generic.title = other.title = "Introduction";
  CHECK_FALSE(tie(generic, other));
}

TEST_CASE("traditional and simplified writing of a Chinese title are one") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.title = "数控机床主轴振动的分析与抑制";
  b.title = "數控機床主軸振動的分析與抑制";
  CHECK(reason(a, b) == WorkReason::kTitle);
}

TEST_CASE("what contradicts weighs more than what agrees") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.body = b.body = text_of(1, 400);
  REQUIRE(tie(a, b));
  SUBCASE("numbers of the titles") {
    a.title += ", part 1";
    b.title += ", part 2";
  }
  SUBCASE("numerals of the titles") {
    a.title += " II";
    b.title += " III";
  }
  SUBCASE("kinds") { b.kind = Kind::kPatent; }
  SUBCASE("patents") {
    a.identifiers = {{"patent", "CN1234567A"}};
    b.identifiers = {{"patent", "CN7654321A"}};
  }
  SUBCASE("courses of different years") {
    a.kind = b.kind = Kind::kCourse;
    b.date = {2022, 3, 0};
  }
  SUBCASE("standards") {
    a.kind = b.kind = Kind::kStandard;
    a.identifiers = {{"standard", "GB/T 7714-2005"}};
    b.identifiers = {{"standard", "GB/T 7714-2015"}};
  }
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("nearly the same text is the same work; how near depends on the titles") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.authors = b.authors = {};
  a.body = text_of(1, 600);
  b.body = changed_text(1, 600, 8);
  CHECK(reason(a, b) == WorkReason::kText);
  b.title = "Something that is called in another way altogether";
  CHECK_FALSE(tie(a, b));
  b.body = a.body;
  CHECK(reason(a, b) == WorkReason::kText);
  a.identifiers = {{"doi", "10.1000/1"}};
  b.identifiers = {{"doi", "10.1000/2"}};
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("pages of one collection that differ in a word are two pages") {
  Record a = paper("a:1");
  Record b = paper("a:2");
  a.authors = b.authors = {};
  a.kind = b.kind = Kind::kProcedure;
  a.body = text_of(1, 600);
  b.body = changed_text(1, 600, 3);
  CHECK_FALSE(tie(a, b));
  b.id = "b:2";
  CHECK(tie(a, b));
}

TEST_CASE("logs that repeat each other's words are different events") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.kind = b.kind = Kind::kLog;
  a.body = b.body = text_of(1, 400);
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("what one file tells apart is not joined for its text") {
  Record a = paper("a:1");
  Record b = paper("a:2");
  a.authors = b.authors = {};
  a.body = b.body = text_of(1, 400);
  a.source.uri = "sheet.csv#L1";
  b.source.uri = "sheet.csv#L2";
  CHECK_FALSE(tie(a, b));
  b.source.uri = "other.csv#L2";
  CHECK(tie(a, b));
}

TEST_CASE("two texts under one heading of one author are two") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.title = b.title = "Monthly report of the laboratory";
  a.body = text_of(1, 400);
  b.body = text_of(2, 400);
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("a short text says nothing") {
  Record a = paper("a:1");
  Record b = paper("b:1");
  a.authors = b.authors = {};
  a.body = b.body = "Engine oil leak. Replaced the gasket, leak check good.";
  CHECK_FALSE(tie(a, b));
}

TEST_CASE("the likeness of sketches is that of the texts, within its error") {
  const Sketch whole = sketch_of(text_of(1, 3000));
  CHECK(likeness(whole.minima, sketch_of(text_of(1, 3000)).minima) == 100);
  CHECK(likeness(whole.minima, sketch_of(text_of(2, 3000)).minima) < 5);
  // 10 words of 100 differ in a row: 12 of 100 shingles, so 88 of 112 are common.
  const int near = likeness(whole.minima, sketch_of(changed_text(1, 3000, 10)).minima);
  CHECK(near > 65);
  CHECK(near < 92);
}

TEST_CASE("titles are held against each other by words and numbers") {
  const auto match = [](const std::string& one, const std::string& other) {
    return match_titles({title_words(one)}, {title_words(other)});
  };
  CHECK(match("Data-driven control", "Data driven Control.") == TitleMatch::kSame);
  CHECK(match("H2O on steel surfaces", "H 2 O on steel surfaces") == TitleMatch::kSame);
  CHECK(match("Tool wear in turning of steel",
              "Tool wear in turning of steel: an experimental study") == TitleMatch::kNear);
  CHECK(match("Modbus RTU driver", "Modbus TCP driver") == TitleMatch::kRelated);
  CHECK(match("Spindle 6000 manual", "Spindle 8000 manual") == TitleMatch::kNumbersDiffer);
  CHECK(match("数控机床", "Machine tools") == TitleMatch::kForeign);
  CHECK(match("", "Machine tools") == TitleMatch::kUnknown);
  CHECK(match("Gear noise", "Oil film thickness") == TitleMatch::kDifferent);
}

}  // namespace isthmus::works

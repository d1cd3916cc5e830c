#include "engine/search/query_plan.h"

#include <string>

#include <doctest/doctest.h>

namespace isthmus::search {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

// The tree in one line: "or(Zspindl Zchatter)", weights other than 1 after '^'.
std::string print(const index::Query& query) {
  using index::Op;
  const std::string weight = query.weight == 1 ? "" : "^" + number(query.weight);
  std::string inner;
  for (const index::Query& child : query.children)
    inner += (inner.empty() ? "" : " ") + print(child);
  switch (query.op) {
    case Op::kNothing:
      return "nothing";
    case Op::kAll:
      return "all";
    case Op::kTerm:
      return query.term + weight;
    case Op::kPrefix:
      return query.term + "*" + weight;
    case Op::kYears:
      return "years(" + query.term + ".." + query.upper + ")";
    case Op::kAnd:
      return "and(" + inner + ")" + weight;
    case Op::kOr:
      return "or(" + inner + ")" + weight;
    case Op::kSynonym:
      return "synonym(" + inner + ")" + weight;
    case Op::kAndNot:
      return "not(" + inner + ")" + weight;
    case Op::kAndMaybe:
      return "maybe(" + inner + ")" + weight;
    case Op::kFilter:
      return "filter(" + inner + ")" + weight;
    case Op::kPhrase:
      return "phrase(" + inner + ")" + weight;
    case Op::kNear:
      return "near(" + inner + ")" + weight;
    case Op::kScored:
      return "scored" + weight;
  }
  return {};
}

struct Case {
  std::string query;
  std::string plan;
};

TEST_CASE("words, codes and Han runs become the index's terms where they stand") {
  const Case cases[] = {
      {"", "all"},
      {"，。！", "nothing"},
      {"Spindles vibrating", "or(Zspindl Zvibrat)"},
      {"the spindle of a lathe", "or(Zlath Zspindl)"},
      {"to be or of", "or(Zbe Zof Zor Zto)"},
      {"spindle spindle", "Zspindl^2"},
      {"E-203", "XCODEe203^2"},
      {"gb/t 7714", "XCODEgbt7714^2"},
      {"omega-3", "or(XCODEomega3^2 Zomega)"},
      {"轴", "轴"},
      {"主轴", "maybe(主轴 主^0.3 轴^0.3)"},
      {"主軸", "maybe(主轴 主^0.3 轴^0.3)"},
      {"NOT 主轴", "not(all phrase(主轴))"},
      {"-主轴振动", "not(all phrase(主轴 轴振 振动))"},
      {"spindle -chatter", "not(Zspindl phrase(chatter))"},
      {"-E-203", "not(all XCODEe203^2)"},
      {"\"tool wear\"", "filter(maybe(all or(Ztool Zwear)) phrase(tool wear))"},
      {"\"数控G代码\"",
       "filter(maybe(all maybe(or(Zg 代码 数控) 数^0.3 控^0.3 代^0.3 码^0.3)) phrase(数控 控 g "
       "代码))"},
      {"+lathe chatter", "maybe(Zlath Zchatter)"},
      {"lathe AND mill", "and(Zlath Zmill)"},
      {"lathe AND NOT mill", "not(Zlath phrase(mill))"},
      {"lathe OR mill", "or(Zlath Zmill)"},
      {"title:lathe", "ZSlath"},
      {"title:主轴", "maybe(S主轴 S主^0.3 S轴^0.3)"},
      {"author:Chen", "ZAchen"},
      {"chatter kind:paper", "filter(Zchatter XKINDpaper^0)"},
      {"chatter year:2019..2021", "filter(Zchatter years(2019..2021))"},
      {"year:2019..", "years(2019..)"},
      {"vibrat*", "vibrat*"},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.query);
    CHECK(print(plan_query(expected.query, {}).query) == expected.plan);
  }
}

TEST_CASE("values of one filter are alternatives, filters narrow each other") {
  Filters filters;
  filters.side = {"practice"};
  filters.kind = {"case", "log"};
  filters.year_from = 2020;
  CHECK(print(plan_query("chatter", filters).query) ==
        "filter(Zchatter XSIDEpractice^0 or(XKINDcase^0 XKINDlog^0) years(2020..))");
  CHECK(print(plan_query("", filters).query) ==
        "filter(all XSIDEpractice^0 or(XKINDcase^0 XKINDlog^0) years(2020..))");
}

TEST_CASE("a query with more words than the bound still gives a plan of bounded size") {
  std::string query;
  for (int i = 0; i < 600; ++i)
    query += "w" + std::string(1, static_cast<char>('a' + i % 26)) +
             std::string(1, static_cast<char>('a' + i / 26)) + " ";
  CHECK(plan_query(query, {}).query.children.size() == 256);
}

TEST_CASE("excluded words are not highlighted") {
  CHECK(plan_query("spindle -chatter", {}).highlighted == std::vector<std::string>{"spindl"});
}

}  // namespace
}  // namespace isthmus::search

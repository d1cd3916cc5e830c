#include <doctest/doctest.h>

#include "searchd/render/drawing.h"
#include "searchd/render/gap_scatter.h"
#include "searchd/render/topic_answers.h"
#include "searchd/render/topic_parts.h"
#include "searchd/render/topic_words.h"
#include "searchd/render/year_chart.h"
#include "searchd/routes/topic_parameters.h"

namespace isthmus::searchd {
namespace {

Request asking(std::vector<Parameter> parameters) {
  Request request;
  request.parameters = std::move(parameters);
  return request;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Gap gap_of(std::string id, double q, bool is_claimed) {
  Gap gap;
  gap.id = std::move(id);
  gap.direction = GapDirection::kAskedNotAnswered;
  gap.is_claimed = is_claimed;
  gap.q = q;
  gap.demand_count = 11;
  gap.expected_supply = 3.4;
  gap.labels.english = {"<bus>", "terminator"};
  gap.demand = {"m:seen", "m:hidden"};
  return gap;
}

search::VisibleHeadlines only_seen() {
  Headline seen;
  seen.id = "m:seen";
  seen.title = "=Bus & terminator";
  return {{"m:seen", seen}};
}

TEST_CASE("parameters of gaps are read, repeated ones as alternatives") {
  const auto parsed = parse_gaps(asking({{"direction", "asked_not_answered"},
                                         {"direction", "practised_not_taught"},
                                         {"programme", "machining"},
                                         {"topic", "t-0123456789"},
                                         {"topic", "f-abcdefabcd"},
                                         {"from", "2019"},
                                         {"to", ""},
                                         {"claimed", "false"},
                                         {"page", "2"},
                                         {"format", "csv"}}),
                                 UnknownNames::kRefuse);
  REQUIRE(parsed.has_value());
  CHECK(parsed->choice.directions.size() == 2);
  CHECK(parsed->choice.programmes == std::vector<std::string>{"machining"});
  CHECK(parsed->choice.topics.size() == 2);
  CHECK(parsed->choice.from == 2019);
  CHECK_FALSE(parsed->choice.to.has_value());
  CHECK(parsed->choice.is_claimed == false);
  CHECK(parsed->list.page == 2);
  CHECK(parsed->list.form == ListForm::kCsv);
}

TEST_CASE("a table is whole unless a page is asked for, a list never is") {
  ListParameters list;
  list.page = 1;
  list.size = 20;
  CHECK(part_of(list, 50).end == 20);
  list.form = ListForm::kCsv;
  CHECK(part_of(list, 50).end == 50);
  list.is_paged = true;
  list.page = 3;
  CHECK(part_of(list, 50).begin == 40);
  CHECK(part_of(list, 50).end == 50);
  list.page = 9;
  CHECK(part_of(list, 50).begin == 50);
}

TEST_CASE("CSV is preferred only where it is named before JSON") {
  CHECK(prefers_csv("text/csv"));
  CHECK(prefers_csv("text/csv;q=1, application/json;q=0.5"));
  CHECK_FALSE(prefers_csv("application/json, text/csv"));
  CHECK_FALSE(prefers_csv("*/*"));
  CHECK_FALSE(prefers_csv(""));
}

TEST_CASE("a topic is named in the reader's language, or in the one that it has") {
  const TopicLabels both{{"主轴", "振动", "轴承", "温升"}, {"spindle"}};
  CHECK(name_of(both, Language::kChinese, "t-1").text == "主轴、振动、轴承");
  CHECK(name_of(both, Language::kEnglish, "t-1").text == "spindle");
  const TopicName only = name_of({{"主轴"}, {}}, Language::kEnglish, "t-1");
  CHECK(only.text == "主轴");
  CHECK(only.tag == "zh");
  CHECK(name_of({}, Language::kEnglish, "t-1").text == "t-1");
}

TEST_CASE("a shortened text ends within its columns and between characters") {
  CHECK(shortened("spindle", 7) == "spindle");
  CHECK(shortened("spindles", 7) == "spindl…");
  CHECK(shortened("主轴振动", 8) == "主轴振动");
  CHECK(shortened("主轴振动", 7) == "主轴振…");
  CHECK(shortened("", 3).empty());
}

TEST_CASE("confidence follows q for what is claimed, and there is none for what is only ranked") {
  CHECK(confidence_of(gap_of("g", 0.01, true)) == Confidence::kHigh);
  CHECK(confidence_of(gap_of("g", 0.15, true)) == Confidence::kModerate);
  CHECK(confidence_of(gap_of("g", 0.01, false)) == Confidence::kNone);
}

TEST_CASE("a record that the viewer does not see is in no list and no table") {
  Html html;
  write_documents(html, {gap_of("g", 0.1, true).demand, 5}, only_seen(), Language::kEnglish);
  CHECK(has(html.view(), "Bus &amp; terminator"));
  CHECK_FALSE(has(html.view(), "hidden"));
  GapsContent content;
  content.gaps = {gap_of("g-1", 0.1, true)};
  content.standings.resize(1);
  content.end = 1;
  content.records = only_seen();
  const std::string table = gaps_csv(content);
  CHECK(has(table, "g-1,asked_not_answered,yes,moderate,0.1000,"));
  CHECK(has(table, "m:seen,'=Bus & terminator"));
  CHECK_FALSE(has(table, "hidden"));
}

TEST_CASE("the scatter has a title, a description, a mark for each gap and a table") {
  Html html;
  write_scatter(html, {gap_of("g-1", 0.01, true), gap_of("g-2", 0.5, false)}, Language::kEnglish);
  CHECK(has(html.view(), "role=\"img\""));
  CHECK(has(html.view(), "aria-labelledby=\"gap-scatter-title gap-scatter-about\""));
  CHECK(has(html.view(), "2 gaps, 1 of them claimed."));
  CHECK(has(html.view(), "gap-mark is-ranked"));
  CHECK(has(html.view(), "<caption>The gaps of the picture</caption>"));
  CHECK(has(html.view(), "&lt;bus&gt;, terminator"));
  CHECK_FALSE(has(html.view(), "nan"));
  Html nothing;
  write_scatter(nothing, {}, Language::kEnglish);
  CHECK(nothing.empty());
}

TEST_CASE("the chart of years shows the last thirty, its table all of them") {
  Html html;
  write_year_chart(html, {{1950, {2, 0}}, {2020, {1, 4}}, {2024, {0, 3}}}, Language::kEnglish);
  CHECK(has(html.view(), "From 1995 to 2024: 1 academic records, 7 from practice."));
  CHECK(has(html.view(), "<th scope=\"row\">1950</th>"));
  CHECK_FALSE(has(html.view(), "nan"));
}

}  // namespace
}  // namespace isthmus::searchd

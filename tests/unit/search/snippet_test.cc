#include "engine/search/snippet.h"

#include <random>
#include <string>

#include <doctest/doctest.h>

#include "engine/search/query_plan.h"

namespace isthmus::search {
namespace {

std::string snippet(const std::string& query, const std::string& text) {
  return Highlighter(plan_query(query, {}).highlighted).snippet(text).html;
}

TEST_CASE("matches are marked at their place in the original text") {
  CHECK(snippet("vibration", "The Vibrations of a spindle") ==
        "The <mark>Vibrations</mark> of a spindle");
  CHECK(snippet("主軸", "检查主轴振动") == "检查<mark>主轴</mark>振动");
  CHECK(snippet("plc", "ＰＬＣ故障") == "<mark>ＰＬＣ</mark>故障");
  CHECK(snippet("gbt7714", "see GB/T 7714 here") == "see <mark>GB/T 7714</mark> here");
  CHECK(snippet("缺席", "没有这个词") == "没有这个词");
}

TEST_CASE("a character of a query is not marked where it stands alone") {
  CHECK(snippet("主轴", "主要的轴承") == "主要的轴承");
}

TEST_CASE("text is escaped whether it matches or not") {
  CHECK(snippet("script", "<script>alert('x')</script> & \"more\"") ==
        "&lt;<mark>script</mark>&gt;alert(&#39;x&#39;)&lt;/<mark>script</mark>&gt; &amp; "
        "&quot;more&quot;");
}

TEST_CASE("a match deep in a long text is shown with what stands around it") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "filler words everywhere ";
  const std::string shown = snippet("chatter", text + "and then chatter begins" + text);
  CHECK(shown.find("<mark>chatter</mark>") != std::string::npos);
  CHECK(shown.size() < 600);
  CHECK(shown.starts_with("… "));
  CHECK(shown.ends_with(" …"));
}

TEST_CASE("the passage with the most different words of the query wins") {
  std::string text = "spindle. " + std::string(400, 'x') + " spindle chatter on the lathe. " +
                     std::string(400, 'y');
  CHECK(snippet("lathe spindle chatter", text).find("<mark>lathe</mark>") != std::string::npos);
}

TEST_CASE("any bytes give valid markup") {
  std::mt19937 random(3);
  const Highlighter highlighter(plan_query("a b 主轴 E-203", {}).highlighted);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t length = random() % 300; length > 0; --length)
      text +=
          random() % 8 == 0 ? static_cast<char>(random() % 256) : "a b<主轴E-203>"[random() % 16];
    const std::string html = highlighter.snippet(text).html;
    std::size_t open = 0;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos; ++at) {
      const bool is_start = html.compare(at, 6, "<mark>") == 0;
      const bool is_end = html.compare(at, 7, "</mark>") == 0;
      REQUIRE((is_start || is_end));
      open = is_start ? open + 1 : open - 1;
      REQUIRE(open <= 1);
    }
    REQUIRE(open == 0);
  }
}

}  // namespace
}  // namespace isthmus::search

#include <algorithm>

#include <doctest/doctest.h>

#include "searchd/assets.h"
#include "searchd/render/address.h"
#include "searchd/render/body.h"
#include "searchd/render/html.h"
#include "searchd/render/json_text.h"
#include "searchd/render/labels.h"
#include "searchd/render/page.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {
namespace {

std::size_t gaps(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2))
    ++count;
  return count;
}

bool has_han(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

}  // namespace

TEST_CASE("no phrase is missing in either language") {
  for (const PhraseRow& row : kPhraseTable) {
    CAPTURE(row.name);
    const auto [chinese, english] = row.text;
    CHECK_FALSE(chinese.empty());
    CHECK_FALSE(english.empty());
    CHECK(gaps(chinese) == gaps(english));
    const bool names_the_other = row.name == "kOtherLanguage" || row.name == "kFooter";
    CHECK((names_the_other || (has_han(chinese) && !has_han(english))));
  }
}

TEST_CASE("the address decides on the language before the cookie, the cookie before the browser") {
  Request request;
  CHECK(language_of(request) == Language::kChinese);
  request.headers = {{"Accept-Language", "de, en;q=0.7, zh;q=0.3"}};
  CHECK(language_of(request) == Language::kEnglish);
  request.headers.push_back({"Cookie", "a=b; lang=zh"});
  CHECK(language_of(request) == Language::kChinese);
  request.parameters = {{"lang", "en"}};
  CHECK(language_of(request) == Language::kEnglish);
}

TEST_CASE("text and attributes cannot break out of their place") {
  Html html;
  html.raw("<a").attribute("href", "\"><script>'").raw(">").text("<b>&\x01").raw("</a>");
  CHECK(html.view() == "<a href=\"&quot;&gt;&lt;script&gt;&#39;\">&lt;b&gt;&amp;</a>");
}

TEST_CASE("a snippet keeps its marks and nothing else") {
  Html html;
  html.marked("a &lt; <mark>b</mark> <script>x</script><mark onclick=1>");
  CHECK(html.view() == "a &lt; <mark>b</mark> &lt;script>x&lt;/script>&lt;mark onclick=1>");
}

TEST_CASE("an address keeps the other values when one is toggled") {
  const Address address("/search", {{"q", "a b"}, {"kind", "case"}, {"kind", "log"}, {"side", ""}});
  CHECK(address.to_string() == "/search?q=a%20b&kind=case&kind=log");
  CHECK(address.without("kind", "case").to_string() == "/search?q=a%20b&kind=log");
  CHECK(address.adding("kind", "note").has("kind", "note"));
  CHECK(address.with("kind", "").to_string() == "/search?q=a%20b");
}

TEST_CASE("a body's raw HTML, scripts and relative links do not reach the page") {
  const RenderedBody body = render_body(
      "# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) [y](../z) "
      "![p](https://e.example/p.png) "
      "[m](mailto:a@b.example) <img src=x onerror=y>",
      "text/markdown", "Another");
  const std::string& html = body.html.view();
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("javascript:") == std::string::npos);
  CHECK(html.find("../z") == std::string::npos);
  CHECK(html.find("<a href=\"https://e.example/p.png\">p</a>") != std::string::npos);
  CHECK(html.find("<a href=\"mailto:a@b.example\">m</a>") != std::string::npos);
  CHECK(html.find("<h3>T</h3>") != std::string::npos);
}

TEST_CASE("a first heading that repeats the title is left out") {
  CHECK(render_body("# Title\n\ntext", "text/markdown", "Title").html.view() == "<p>text</p>\n");
}

TEST_CASE("a table is rendered as a table") {
  const RenderedBody body = render_body("| a | b |\n|---|---|\n| 1 | 2 |\n", "", "");
  CHECK(body.html.view().find("<td>1</td>") != std::string::npos);
}

TEST_CASE("a body made to cost a minute as a table is rendered without tables in time") {
  std::string text = "# Title\n";
  while (text.size() < kMaxBodyBytes) text += "a\n|-|-|-|-|-|-|-|-|\n";
  CHECK(render_body(text, "text/markdown", "").html.view().find("<table") == std::string::npos);
  std::string wide = "# Title\n";
  for (const char* cell : {"|a", "|-"}) {
    for (int i = 0; i < 5000; ++i) wide += cell;
    wide += "\n";
  }
  for (int i = 0; i < 5000; ++i) wide += "|a\n";
  CHECK(render_body(wide, "text/markdown", "").html.view().find("<table") == std::string::npos);
}

TEST_CASE("a plain body keeps its characters and its lines") {
  const RenderedBody body = render_body("a * b_c\n1 < 2\n\nnext", "text/plain", "");
  CHECK(body.html.view() ==
        "<p class=\"lines\">a * b_c\n1 &lt; 2</p>\n<p class=\"lines\">next</p>\n");
}

TEST_CASE("a huge body is cut between characters and says so") {
  std::string text;
  while (text.size() <= kMaxBodyBytes) text += "知桥";
  const RenderedBody body = render_body(text, "text/plain", "");
  CHECK(body.truncated);
  CHECK(body.html.view().size() <= kMaxBodyBytes + 64);
  CHECK(body.html.view().find("\xEF\xBF\xBD") == std::string::npos);
}

TEST_CASE("JSON text is escaped and separated") {
  JsonText json;
  json.begin_object().key("a").text("\"\\\n\x01知\xFF").key("b").begin_array();
  json.number(std::uint64_t{1}).number(0.5).boolean(true).text_or_null("").end_array().end_object();
  CHECK(json.take() == "{\"a\":\"\\\"\\\\\\n\\u0001知\xEF\xBF\xBD\",\"b\":[1,0.5,true,null]}");
}

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1234567) == "1,234,567");
}

TEST_CASE("every kind has a label in both languages") {
  for (const Kind kind : all_kinds()) {
    CHECK_FALSE(label_of(kind, Language::kChinese).empty());
    CHECK_FALSE(label_of(kind, Language::kEnglish).empty());
  }
}

TEST_CASE("every file of the interface is compiled in and named by its content") {
  CHECK(assets().size() == 3);
  CHECK(asset_url("style.css").starts_with("/static/style.css?v="));
  CHECK(asset_url("absent.css") == "/static/absent.css");
}

}  // namespace isthmus::searchd

#include <string>

#include <doctest/doctest.h>

#include "indexer/parsers/html_tame.h"
#include "indexer/parsers/html_text.h"
#include "indexer/parsers/html_tree.h"
#include "indexer/parsers/parser.h"
#include "tests/support/parsing.h"

namespace isthmus::parsers {
namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

std::string main_of(const std::string& html) { return main_text(parse_html_page(html).root); }

TEST_CASE("a page is known by its beginning, past marks, declarations and comments") {
  CHECK(testing::chosen("a.txt", "<!DOCTYPE HTML><p>x") == "html");
  CHECK(testing::chosen(
            "a", "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- c -->\n<html lang=\"en\">") == "html");
  CHECK(testing::chosen("a.md", "<div>words</div>") == "markdown");
  CHECK(testing::chosen("a.md", "Write <html> first") == "markdown");
}

TEST_CASE("elements nested beyond all measure keep their text and are reported once") {
  for (const char* opening : {"<div>", "<li><dd>", "<table><tr><td></div>", "<b id=1><i>"}) {
    CAPTURE(opening);
    const testing::Parsed parsed = testing::parse(
        "deep.html", "<html><body>" + repeated(opening, 20'000) + "deep words<p>after");
    REQUIRE(parsed.records.size() == 1);
    CHECK(parsed.records[0].body.find("deep words") != std::string::npos);
    CHECK(parsed.records[0].body.find("after") != std::string::npos);
    CHECK(parsed.diagnostics.size() <= 1);
  }
}

TEST_CASE("the tree is no deeper than a small multiple of the limit") {
  const HtmlPage page = parse_html_page(repeated("<ul><li><table><tr><td>", 5000));
  std::size_t depth = 0;
  for (const HtmlNode* at = &page.root; !at->children.empty(); at = &at->children.back()) ++depth;
  CHECK(depth <= 3 * kMaxOpenElements);
  CHECK(page.left_out > 0);
}

TEST_CASE("a tag of a hundred thousand attributes costs no more than its length") {
  std::string tag = "<p";
  for (int i = 0; i < 100'000; ++i) tag += " a" + std::to_string(i) + "=1";
  CHECK(main_of(tag + ">words") == "words");
}

TEST_CASE("removing a tag never makes another one") {
  CHECK(main_of("<p>1 <<b>div> 2") == "1 <div> 2");
  CHECK(main_of("<p title='a>b'>x</p>") == "x");
  CHECK(main_of("a <!-- <p>no --> b<!--> c") == "a b c");
  CHECK(main_of("<script>if (a < b) '</p>'</script>kept<style>p{}</style>") == "kept");
}

TEST_CASE("pages cut off anywhere give what is there") {
  const std::string page =
      "<!DOCTYPE html><html><head><title>T</title><script>x</script></head><body><table><tr>"
      "<td a=\"b\">one</td><td>two</table><pre>code</pre><!-- c --></body></html>";
  for (std::size_t i = 0; i < page.size(); ++i) (void)main_of(page.substr(0, i));
  CHECK(main_of(page) == "one | two\n\n```\ncode\n```");
}

TEST_CASE("a page that is nothing but furniture is kept whole") {
  CHECK(main_of("<body><nav>the only words</nav></body>") == "the only words");
  CHECK(main_of("<body><div class=\"menu\">the only words</div></body>") == "the only words");
}

TEST_CASE("forms that hold the page stay, search forms go") {
  CHECK(main_of("<form><p>The whole page is in a form.</p><input></form>") ==
        "The whole page is in a form.");
  CHECK(main_of("<p>Words of the page that count.</p><form>Search <input></form>") ==
        "Words of the page that count.");
}

TEST_CASE("Han characters are not torn apart by inline elements") {
  CHECK(main_of("<p>有什<strong>么需</strong>要<em>我</em>帮\n你</p>") == "有什么需要我帮你");
}

TEST_CASE("a page without text is refused with a hint") {
  const testing::Parsed parsed = testing::parse("a.html", "<html><script>go()</script></html>");
  CHECK(parsed.records.empty());
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].error.code == ErrorCode::kInvalidSource);
}

}  // namespace
}  // namespace isthmus::parsers

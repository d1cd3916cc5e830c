#include "searchd/http.h"

#include <doctest/doctest.h>

namespace isthmus::searchd {

TEST_CASE("set_target takes path and parameters apart and decodes each once") {
  Request request;
  set_target(request, "/api/v1/records/cnc:a%2Fb%2525?q=a+b&q=%E7%9F%A5&empty=&flag");
  CHECK(request.raw_path == "/api/v1/records/cnc:a%2Fb%2525");
  CHECK(request.path == "/api/v1/records/cnc:a/b%25");
  REQUIRE(request.parameters.size() == 4);
  CHECK(request.parameters[0] == Parameter{"q", "a b"});
  CHECK(request.parameters[1] == Parameter{"q", "知"});
  CHECK(request.parameters[2] == Parameter{"empty", ""});
  CHECK(request.parameters[3] == Parameter{"flag", ""});
}

TEST_CASE("a percent sign without two hexadecimal digits stands for itself") {
  CHECK(percent_decode("100%") == "100%");
  CHECK(percent_decode("%4") == "%4");
  CHECK(percent_decode("%zz%41") == "%zzA");
}

TEST_CASE("bytes that are not UTF-8 come out as replacement characters") {
  CHECK(percent_decode("%ff") == "\xEF\xBF\xBD");
  CHECK(valid_utf8("a\xC0\x80z") == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  CHECK(valid_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(valid_utf8("\xE7\x9F") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(valid_utf8("知桥 \xF0\x9F\x8C\x89") == "知桥 \xF0\x9F\x8C\x89");
}

TEST_CASE("percent_encode is undone by percent_decode") {
  const std::string id = "cnc:dir/file name #1?&=+%.md 知桥";
  CHECK(percent_decode(percent_encode(id)) == id);
  CHECK(percent_encode("cnc:a/b") == "cnc:a%2Fb");
}

TEST_CASE("header finds a name in any case") {
  Request request;
  request.headers = {{"Accept-Language", "zh"}};
  CHECK(request.header("accept-language") == "zh");
  CHECK(request.header("accept").empty());
}

TEST_CASE("If-None-Match matches weak tags, lists and the asterisk") {
  CHECK(matches_entity_tag("\"1\", W/\"2\"", "\"2\""));
  CHECK(matches_entity_tag("*", "\"2\""));
  CHECK_FALSE(matches_entity_tag("\"22\"", "\"2\""));
  CHECK_FALSE(matches_entity_tag("", "\"2\""));
}

TEST_CASE("prefers_html is true for browsers alone") {
  CHECK(prefers_html("text/html,application/xhtml+xml,*/*;q=0.8"));
  CHECK_FALSE(prefers_html("*/*"));
  CHECK_FALSE(prefers_html(""));
  CHECK_FALSE(prefers_html("application/json, text/html;q=0.5"));
}

}  // namespace isthmus::searchd

#include "indexer/harvest/fetching.h"

#include <deque>

#include <doctest/doctest.h>

namespace isthmus::harvest {
namespace {

constexpr std::int64_t kNow = 784111777;  // Sun, 06 Nov 1994 08:49:37 GMT

Error away() { return {ErrorCode::kUnavailable, "it cannot be reached", ""}; }

// Answers by a script, and a clock that only counts what was slept.
class Script final : public Web {
 public:
  explicit Script(std::deque<Result<WebAnswer>> answers) : answers_(std::move(answers)) {}

  Result<WebAnswer> get(const std::string& url) override {
    urls.push_back(url);
    Result<WebAnswer> answer = answers_.front();
    if (answers_.size() > 1) answers_.pop_front();  // the last one is given for ever
    return answer;
  }

  Fetcher fetcher() {
    return Fetcher(*this,
                   {[this](std::chrono::seconds pause) {
                      slept.push_back(pause.count());
                      return is_patient;
                    },
                    [] { return kNow; }},
                   {}, [](const std::string&) {});
  }

  std::vector<std::string> urls;
  std::vector<std::int64_t> slept;
  bool is_patient = true;

 private:
  std::deque<Result<WebAnswer>> answers_;
};

WebAnswer good() { return {200, "body", "", ""}; }

TEST_CASE("pauses grow while a server is away") {
  Script web({away(), away(), away(), good()});
  CHECK(*web.fetcher().get("http://a.example/oai") == "body");
  CHECK(web.slept == std::vector<std::int64_t>{1, 2, 4});
}

TEST_CASE("patience with a server that stays away ends") {
  Script web({away()});
  CHECK(web.fetcher().get("http://a.example/oai").error().code == ErrorCode::kUnavailable);
  CHECK(web.slept == std::vector<std::int64_t>{1, 2, 4, 8, 16});
}

TEST_CASE("a busy server is waited for as it asks, in seconds or to a date") {
  Script web({WebAnswer{503, "", "7", ""}, WebAnswer{429, "", "Sun, 06 Nov 1994 08:50:37 GMT", ""},
              WebAnswer{503, "", "soon", ""}, good()});
  CHECK(web.fetcher().get("http://a.example/oai").has_value());
  CHECK(web.slept == std::vector<std::int64_t>{7, 60, 4});
}

TEST_CASE("a wait without measure is refused") {
  Script web({WebAnswer{503, "", "999999999", ""}});
  const Result<std::string> body = web.fetcher().get("http://a.example/oai");
  CHECK(body.error().code == ErrorCode::kUnavailable);
  CHECK(web.slept.empty());
}

TEST_CASE("nothing is asked any more when the user does not want to wait") {
  Script web({away()});
  web.is_patient = false;
  CHECK_FALSE(web.fetcher().get("http://a.example/oai").has_value());
  CHECK(web.urls.size() == 1);
}

TEST_CASE("what cannot become better is not tried again") {
  Script web({WebAnswer{404, "", "", ""}});
  CHECK(web.fetcher().get("http://a.example/oai").error().code == ErrorCode::kNotFound);
  Script large({Error{ErrorCode::kTooLarge, "large", ""}});
  CHECK(large.fetcher().get("http://a.example/oai").error().code == ErrorCode::kTooLarge);
  CHECK(web.slept.empty());
  CHECK(large.slept.empty());
}

TEST_CASE("an OAI-PMH response under another status is a response") {
  Script web({WebAnswer{400, "<OAI-PMH/>", "", ""}});
  CHECK(*web.fetcher().get("http://a.example/oai") == "<OAI-PMH/>");
}

TEST_CASE("redirects are followed, but not from https to http and not for ever") {
  Script web({WebAnswer{302, "", "", "/new?verb=Identify"}, good()});
  CHECK(web.fetcher().get("http://a.example/oai?verb=Identify").has_value());
  CHECK(web.urls.back() == "http://a.example/new?verb=Identify");
  Script down({WebAnswer{301, "", "", "http://a.example/"}, good()});
  CHECK(down.fetcher().get("https://a.example/").error().code == ErrorCode::kInvalidSource);
  Script circle({WebAnswer{301, "", "", "/oai"}});
  CHECK_FALSE(circle.fetcher().get("http://a.example/oai").has_value());
  CHECK(circle.urls.size() == 6);
}

TEST_CASE("addresses are taken apart, and what is none is refused") {
  const Result<Address> address = parse_address("HTTPS://a.example:8443/o ai?x=1#top");
  REQUIRE(address.has_value());
  CHECK(address->origin == "https://a.example:8443");
  CHECK(address->host == "a.example");
  CHECK(address->target == "/o%20ai?x=1");
  CHECK(parse_address("http://[::1]:80")->host == "::1");
  CHECK(parse_address("http://a.example")->target == "/");
  for (const char* wrong : {"", "a.example/oai", "ftp://a.example/", "file:///etc/passwd",
                            "http://", "http://me:secret@a.example/", "http:///oai"})
    CHECK_FALSE(parse_address(wrong).has_value());
}

TEST_CASE("a redirect's address is found from where it stands") {
  CHECK(*resolve("http://a.example/x/y?q", "z?r") == "http://a.example/x/z?r");
  CHECK(*resolve("http://a.example/x/y?q", "?r") == "http://a.example/x/y?r");
  CHECK(*resolve("https://a.example/x", "//b.example/") == "https://b.example/");
  CHECK(*resolve("http://a.example/x", "https://b.example/") == "https://b.example/");
}

}  // namespace
}  // namespace isthmus::harvest

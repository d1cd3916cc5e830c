#include "searchd/search_recorder.h"

#include <doctest/doctest.h>

#include "searchd/render/unanswered.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::searchd {
namespace {

struct Place {
  test::TemporaryDirectory directory;
  Config config;

  // What is told after `work` has been recorded by a recorder of its own.
  template <typename Work>
  std::vector<activity::Unanswered> after(Work&& work) const {
    ActivityHold hold(directory.path());
    SearchRecorder recorder(hold, config);
    recorder.start();
    work(recorder);
    recorder.stop();
    Result<std::vector<activity::Unanswered>> found = hold.unanswered({});
    REQUIRE(found);
    return std::move(*found);
  }
};

Request from(const std::string& address, std::vector<Header> more = {}) {
  Request request;
  request.remote_address = "127.0.0.1";
  request.headers = std::move(more);
  request.headers.push_back({"X-Forwarded-For", "10.0.0.1, " + address});
  return request;
}

struct Asked {
  std::string query = "numbat";
  search::Filters filters = {};
  std::uint64_t results = 0;
  std::string query_id = {};
  Viewer viewer = {};
};

void ask(SearchRecorder& recorder, const Request& http, const Asked& asked = {}) {
  search::Request request;
  request.query = asked.query;
  request.filters = asked.filters;
  search::Response response;
  response.total = asked.results;
  response.has_words = asked.results > 0;
  recorder.searched(http, {request, response, asked.viewer, asked.query_id});
}

std::string address(int number) { return "192.0.2." + std::to_string(number); }

}  // namespace

TEST_CASE("three visitors who found nothing are told of, in one normal form") {
  const Place place;
  const auto found = place.after([](SearchRecorder& recorder) {
    ask(recorder, from(address(1)), {"  ＮＵＭＢＡＴ\t Figures"});
    ask(recorder, from(address(2)), {"numbat figures"});
    ask(recorder, from(address(2)), {"numbat figures"});
    ask(recorder, from(address(3)), {"Numbat figures "});
  });
  REQUIRE(found.size() == 1);
  CHECK(found[0].query == "numbat figures");
  CHECK(found[0].visitors == 3);
  CHECK(found[0].endings.found_nothing == 3);
}

TEST_CASE("two visitors, or one with three browsers' worth of searches, are not") {
  const Place place;
  CHECK(place
            .after([](SearchRecorder& recorder) {
              for (int i = 0; i < 9; ++i) ask(recorder, from(address(i % 2)));
            })
            .empty());
}

TEST_CASE("what restricts the search belongs to what was looked for") {
  const Place place;
  search::Filters practice;
  practice.side = {"practice"};
  practice.year_from = 2020;
  const auto found = place.after([&](SearchRecorder& recorder) {
    for (int i = 1; i <= 3; ++i) ask(recorder, from(address(i)), {"numbat", practice});
    for (int i = 1; i <= 2; ++i) ask(recorder, from(address(i)), {"numbat"});
  });
  REQUIRE(found.size() == 1);
  CHECK(found[0].filters == std::vector<std::string>{"side=practice", "year_from=2020"});
}

TEST_CASE("nothing is recorded of who may see more, asks not to be tracked, or where it is off") {
  Place place;
  const auto ask_thrice = [](SearchRecorder& recorder, const std::vector<Header>& headers,
                             const Viewer& viewer) {
    for (int i = 1; i <= 3; ++i)
      ask(recorder, from(address(i), headers), {"numbat", {}, 0, {}, viewer});
  };
  CHECK(place.after([&](SearchRecorder& r) { ask_thrice(r, {}, {{"partners"}, {}}); }).empty());
  CHECK(place.after([&](SearchRecorder& r) { ask_thrice(r, {{"Sec-GPC", "1"}}, {}); }).empty());
  CHECK(place.after([&](SearchRecorder& r) { ask_thrice(r, {{"DNT", "1"}}, {}); }).empty());
  place.config.record_searches = false;
  CHECK(place.after([&](SearchRecorder& r) { ask_thrice(r, {}, {}); }).empty());
  place.config.record_searches = true;
  CHECK(place.after([&](SearchRecorder& r) { ask_thrice(r, {}, {}); }).size() == 1);
}

TEST_CASE("only a web server on the same machine is believed the visitor's address") {
  const Place place;
  CHECK(place
            .after([](SearchRecorder& recorder) {
              for (int i = 1; i <= 3; ++i) {
                Request request = from(address(i));
                request.remote_address = "198.51.100.7";
                ask(recorder, request);
              }
            })
            .empty());
}

TEST_CASE("a record that is opened out of its results answers a search, by id and by address") {
  const Place place;
  const auto found = place.after([](SearchRecorder& recorder) {
    for (int i = 1; i <= 3; ++i) {
      // Words that nothing has, and records close in meaning, one of which is opened after all.
      ask(recorder, from(address(i)), {"numbat"});
      ask(recorder, from(address(i)), {"quokka", {}, 0, "id" + std::to_string(i)});
      ask(recorder, from(address(i)), {"wombat"});
    }
    Request by_id = from(address(8));
    set_target(by_id, "/api/v1/records/a?query_id=id1");
    recorder.opened(by_id, {});
    recorder.opened(from(address(2), {{"Referer", "http://x.example/search?q=Wombat&lang=en"}}),
                    {});
    recorder.opened(from(address(2), {{"Referer", "http://x.example/other?q=numbat"}}), {});
  });
  REQUIRE(found.size() == 1);
  CHECK(found[0].query == "numbat");
}

TEST_CASE("a table for spreadsheets holds no formulas, whatever was typed") {
  activity::Unanswered intent;
  intent.query = "=cmd|\"x\"";
  intent.filters = {"kind=case", "side=practice"};
  intent.visitors = 4;
  intent.first_day = 20'484;
  intent.last_day = 20'485;
  CHECK(unanswered_csv({intent}) ==
        "query,filters,visitors,searches,found_nothing,given_up,opened,first,last\r\n"
        "\"'=cmd|\"\"x\"\"\",\"kind=case side=practice\",4,0,0,0,0,2026-01-31,2026-02-01\r\n");
}

}  // namespace isthmus::searchd

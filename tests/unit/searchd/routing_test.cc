#include <thread>

#include <doctest/doctest.h>

#include "searchd/gate.h"
#include "searchd/router.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd {

TEST_CASE("a pattern's star takes slashes and is decoded once") {
  CHECK(match_pattern("/api/v1/records/*", "/api/v1/records/cnc:a/b%2Fc%2525") == "cnc:a/b/c%25");
  CHECK(match_pattern("/api/v1/records/*/links", "/api/v1/records/cnc:a/b/links") == "cnc:a/b");
  CHECK_FALSE(
      match_pattern("/api/v1/records/*/links", "/api/v1/records/cnc:a%2Flinks").has_value());
  CHECK_FALSE(match_pattern("/api/v1/records/*", "/api/v1/records/").has_value());
  CHECK_FALSE(match_pattern("/search", "/search/").has_value());
}

TEST_CASE("search parameters are read, repeated ones as alternatives") {
  const auto request = parse_search({{"q", "颤振"},
                                     {"side", "practice"},
                                     {"kind", "case"},
                                     {"kind", "log"},
                                     {"organisation", ""},
                                     {"year_from", "2019"},
                                     {"sort", "newest"},
                                     {"page", "2"},
                                     {"size", "5"},
                                     {"links", "0"},
                                     {"facets", "side,,year"},
                                     {"explain", "true"}},
                                    UnknownNames::kRefuse);
  REQUIRE(request.has_value());
  CHECK(request->query == "颤振");
  CHECK(request->filters.kind == std::vector<std::string>{"case", "log"});
  CHECK(request->filters.organisation.empty());
  CHECK(request->filters.year_from == 2019);
  CHECK(request->sort == index::Sort::kNewest);
  CHECK(request->page == 2);
  CHECK(request->size == 5);
  CHECK(request->links == 0);
  CHECK(request->facets == std::vector<index::Facet>{index::Facet::kSide, index::Facet::kYear});
  CHECK(request->explain);
}

TEST_CASE("a parameter that does not fit is quoted with its name and value") {
  const auto message_of = [](Parameter parameter) {
    const auto request = parse_search({std::move(parameter)}, UnknownNames::kRefuse);
    REQUIRE_FALSE(request.has_value());
    CHECK(request.error().code == ErrorCode::kInvalidParameter);
    return to_string(request.error());
  };
  CHECK(message_of({"size", "0"}).find("the parameter size does not take the value \"0\"") !=
        std::string::npos);
  CHECK(message_of({"size", "101"}).find("from 1 to 100") != std::string::npos);
  CHECK(message_of({"page", "-1"}).find("\"-1\"") != std::string::npos);
  CHECK(message_of({"links", "11"}).find("from 0 to 10") != std::string::npos);
  CHECK(message_of({"kind", "cas"}).find("did you mean \"case\"?") != std::string::npos);
  CHECK(message_of({"side", "left"}).find("academic, practice") != std::string::npos);
  CHECK(message_of({"sort", "best"}).find("relevance") != std::string::npos);
  CHECK(message_of({"facets", "sied"}).find("did you mean \"side\"?") != std::string::npos);
  CHECK(message_of({"explain", "yes"}).find("true or false") != std::string::npos);
  CHECK(message_of({"seide", "x"}).find("there is no parameter \"seide\" here") !=
        std::string::npos);
}

TEST_CASE("an unknown parameter is ignored in a page's address") {
  CHECK(parse_search({{"utm_source", "x"}}, UnknownNames::kIgnore).has_value());
}

TEST_CASE("years the wrong way round and pages beyond the depth are refused") {
  CHECK_FALSE(parse_search({{"year_from", "2020"}, {"year_to", "2019"}}, UnknownNames::kRefuse)
                  .has_value());
  CHECK_FALSE(parse_search({{"page", "101"}, {"size", "100"}}, UnknownNames::kRefuse).has_value());
  CHECK(parse_search({{"page", "100"}, {"size", "100"}}, UnknownNames::kRefuse).has_value());
}

TEST_CASE("a JSON object says the same as an address") {
  const auto parameters = parameters_of_json(
      R"({"q": "a", "kind": ["case", "log"], "size": 5, "explain": true, "side": null})");
  REQUIRE(parameters.has_value());
  CHECK(*parameters == std::vector<Parameter>{{"q", "a"},
                                              {"kind", "case"},
                                              {"kind", "log"},
                                              {"size", "5"},
                                              {"explain", "true"},
                                              {"side", ""}});
}

TEST_CASE("a body that is no JSON object is an invalid parameter") {
  for (const char* body : {"", "[]", "{", "{\"q\": {}}", "{\"q\": 1.5}", "7"}) {
    CAPTURE(body);
    const auto parameters = parameters_of_json(body);
    REQUIRE_FALSE(parameters.has_value());
    CHECK(parameters.error().code == ErrorCode::kInvalidParameter);
  }
}

TEST_CASE("the gate refuses whom it cannot queue and lets in who comes after a place is free") {
  Gate gate(1, 0);
  {
    const auto first = gate.enter();
    REQUIRE(first.has_value());
    const auto second = gate.enter();
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::kBusy);
  }
  CHECK(gate.enter().has_value());
}

TEST_CASE("the gate wakes one who waits") {
  Gate gate(1, 1);
  auto first = std::make_unique<Result<Gate::Pass>>(gate.enter());
  std::thread waiting([&] { CHECK(gate.enter().has_value()); });
  first.reset();
  waiting.join();
}

}  // namespace isthmus::searchd

#include "searchd/keys.h"

#include <doctest/doctest.h>

#include "engine/base/digest.h"

namespace isthmus::searchd {
namespace {

const Date kToday = {2026, 1, 31};

Config config() {
  Config config;
  config.keys = {
      {"mes", digest("mes-key"), {"floor"}, {Scope::kSubmitRecords}, {}},
      {"curator", digest("curator-key"), {}, {Scope::kDecideLinks}, {2026, 1, 31}},
      {"lab", digest("lab-key"), {"lab"}, {Scope::kSubmitRecords, Scope::kDecideLinks}, {}}};
  return config;
}

// The holder's name, or the code of the refusal.
std::string holder(const std::string& authorization, Scope scope, Date today = kToday) {
  const Config known = config();
  Request request;
  request.headers = {{"authorization", authorization}};
  const Result<const AccessKey*> key = key_of(known, request, scope, today);
  return key ? (*key)->name : std::string(error_info(key.error().code).name);
}

}  // namespace

TEST_CASE("a key is known by its digest, whatever the case of the scheme") {
  constexpr Scope kSubmit = Scope::kSubmitRecords;
  CHECK(holder("Bearer mes-key", kSubmit) == "mes");
  CHECK(holder("bEARER  lab-key ", kSubmit) == "lab");
  CHECK(holder("Bearer mes-keys", kSubmit) == "unauthorised");
  CHECK(holder("Bearer " + digest("mes-key"), kSubmit) == "unauthorised");
  CHECK(holder("Bearer ", kSubmit) == "unauthorised");
  CHECK(holder("Basic mes-key", kSubmit) == "unauthorised");
  CHECK(holder("", kSubmit) == "unauthorised");
}

TEST_CASE("a key does what its scopes say and nothing else") {
  CHECK(holder("Bearer curator-key", Scope::kDecideLinks) == "curator");
  CHECK(holder("Bearer lab-key", Scope::kDecideLinks) == "lab");
  CHECK(holder("Bearer mes-key", Scope::kDecideLinks) == "forbidden");
  CHECK(holder("Bearer curator-key", Scope::kSubmitRecords) == "forbidden");
}

TEST_CASE("where no key has a scope nobody learns whether his key is known") {
  CHECK(holder("Bearer mes-key", Scope::kReadSearches) == "forbidden");
  CHECK(holder("Bearer nonsense", Scope::kReadSearches) == "forbidden");
  CHECK(holder("", Scope::kReadSearches) == "forbidden");
}

TEST_CASE("a key works on its last day and not after it") {
  CHECK(holder("Bearer curator-key", Scope::kDecideLinks, {2026, 1, 31}) == "curator");
  CHECK(holder("Bearer curator-key", Scope::kDecideLinks, {2026, 2, 1}) == "unauthorised");
}

}  // namespace isthmus::searchd

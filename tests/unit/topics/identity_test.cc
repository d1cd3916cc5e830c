#include "engine/topics/identity.h"

#include <set>

#include <doctest/doctest.h>

namespace isthmus::topics {
namespace {

const std::vector<std::string> kMembers = {"a", "b", "c", "d", "e", "f"};
const IdsBefore kBefore = {{"a", "t-1"}, {"b", "t-1"}, {"c", "t-1"}, {"d", "t-2"}, {"e", "t-2"}};

TEST_CASE("a set keeps its id while most of its members are in it") {
  const Identities found = identify(kMembers, {0, 0, 1, 1, 1, 1}, kBefore, {'t', 2});
  CHECK(found.ids == std::vector<std::string>{"t-1", "t-2"});
  CHECK(found.successors.empty());
}

TEST_CASE("of a set in equal halves neither keeps the id") {
  const IdsBefore before = {{"a", "t-1"}, {"b", "t-1"}, {"c", "t-1"}, {"d", "t-1"}};
  const Identities found = identify({"a", "b", "c", "d"}, {0, 0, 1, 1}, before, {'t', 2});
  CHECK(found.ids[0] != "t-1");
  CHECK(found.ids[1] != "t-1");
  CHECK(found.ids[0] != found.ids[1]);
  CHECK(found.successors.at("t-1") == found.ids[0]);
}

TEST_CASE("of two sets that become one the greater gives its id, and the other leads to it") {
  const Identities found = identify(kMembers, {0, 0, 0, 0, 0, 0}, kBefore, {'t', 2});
  CHECK(found.ids == std::vector<std::string>{"t-1"});
  CHECK(found.successors == std::map<std::string, std::string>{{"t-2", "t-1"}});
}

TEST_CASE("members that have gone do not count") {
  const Identities found = identify({"a", "f"}, {0, 0}, kBefore, {'t', 2});
  CHECK(found.ids == std::vector<std::string>{"t-1"});
}

TEST_CASE("new ids depend on members and on the time, not on the order of members") {
  const Identities one = identify({"a", "b", "c"}, {0, 0, 1}, {}, {'t', 1});
  const Identities other = identify({"c", "b", "a"}, {0, 1, 1}, {}, {'t', 1});
  CHECK(one.ids[0] == other.ids[1]);
  CHECK(one.ids[1] == other.ids[0]);
  CHECK(one.ids[0].size() == 12);
  CHECK(one.ids[0].starts_with("t-"));
  CHECK(identify({"a", "b", "c"}, {0, 0, 1}, {}, {'t', 2}).ids[0] != one.ids[0]);
}

}  // namespace
}  // namespace isthmus::topics

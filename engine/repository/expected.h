// What the records say that the rest of the store must hold: the yardstick of rebuild() and
// check(). Private to engine/repository.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/store/store.h"

namespace isthmus::repository {

struct Expected {
  std::uint32_t serial = 0;
  std::uint8_t faces = 0;
  std::string member;  // key; empty for none
};
using ExpectedById = std::map<std::string, Expected, std::less<>>;

// Of every readable record.
Result<ExpectedById> expected_by_records(const store::View& view);

// Nothing for a record that is not there.
const Expected* find_expected(const ExpectedById& expected, std::string_view id);

// Does an entry of serials, bodies, profiles, vectors, links or sources belong to a record that is there?
bool is_expected(const ExpectedById& expected, store::Family family, std::string_view key,
                 std::string_view value);

// Key of the membership of a record in its source; empty for a record without one.
std::string member_key(std::string_view source_key, std::string_view id);

}  // namespace isthmus::repository

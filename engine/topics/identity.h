// Lasting identities: which of the sets found now is which of those there were.
//
// A set keeps the id of the one before it when most of that one's members that are still there are
// in it; when several do, of the one with most. All others get an id of their own, made from what
// they are and when they were found, so that no id is ever used again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/topics/communities.h"

namespace isthmus::topics {

// The id that each member had before, by the member's own id.
using IdsBefore = std::map<std::string, std::string, std::less<>>;

struct Identities {
  std::vector<std::string> ids;  // by set
  // Ids that are no more, each with the one that most of its members are in now; none for those
  // whose members have all gone.
  std::map<std::string, std::string> successors;
};

struct Finding {
  char letter = 't';          // of the ids
  std::uint32_t learned = 0;  // how many times sets were found, this time included
};

// `members` are the ids of what `sets` deals.
Identities identify(const std::vector<std::string>& members, const Membership& sets,
                    const IdsBefore& before, const Finding& finding);

// `letter`, a hyphen and ten hexadecimal digits of the hash.
std::string short_id(char letter, std::uint64_t hash);

}  // namespace isthmus::topics

// Topics of practice that none of the outcomes looked at reaches. For engine/curricula alone.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/curricula/shelf.h"
#include "schema/coverage.h"

namespace isthmus::curricula {

struct Taught {
  const std::vector<Aim>& aims;
  const std::set<std::string>& courses;   // their ids
  const std::set<std::string>& covering;  // ids of practice records that cover an outcome
  std::string programme;                  // id; empty: none
  bool is_college = false;                // every topic is looked at
};

struct TopicSearch {
  std::uint64_t examined = 0;  // topics with enough practice records
  std::vector<UntaughtTopic> untaught;
};
Result<TopicSearch> untaught_topics(Shelf& shelf, const Taught& taught);

}  // namespace isthmus::curricula

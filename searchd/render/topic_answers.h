// The JSON and CSV answers about topics and gaps, as docs/api.md has them.
//
// A table has one line for each topic or gap; of records that the viewer may not see there is none.
#pragma once

#include <string>

#include "searchd/render/topic_content.h"

namespace isthmus::searchd {

struct PageOfList {
  std::uint32_t page = 1;
  std::uint32_t size = 20;
};

std::string topics_json(const TopicsContent& content, TopicLevel level, const PageOfList& page);
std::string topic_json(const TopicContent& content, const repository::Snapshot& snapshot);
std::string gaps_json(const GapsContent& content, const PageOfList& page,
                      const repository::Snapshot& snapshot);
// One of content.gaps.
std::string gap_json(const GapsContent& content, std::size_t number,
                     const repository::Snapshot& snapshot);
std::string gap_decision_json(const GapDecision& decision);
// The page of all of them.
std::string gap_decisions_json(const std::vector<TakenGap>& taken, const PageOfList& page);

std::string topics_csv(const TopicsContent& content);
std::string gaps_csv(const GapsContent& content);

}  // namespace isthmus::searchd

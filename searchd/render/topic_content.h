// What the JSON, the tables and the pages of topics and gaps are made of: read once, whichever of
// them is asked for.
#pragma once

#include <optional>
#include <vector>

#include "engine/search/search.h"
#include "searchd/render/topic_words.h"
#include "searchd/service.h"

namespace isthmus::searchd {

struct TopicsContent {
  TopicsState state;
  std::vector<Topic> topics;  // those on the page asked for
  std::size_t total = 0;
};

struct TopicContent {
  Topic topic;
  std::vector<Topic> parts;  // of a field: its topics
  std::vector<Gap> gaps;     // that concern it
  TopicsById others;         // its field, its neighbours, the topics of its gaps
  search::VisibleHeadlines records;
};

struct GapsContent {
  TopicsState state;
  std::vector<Gap> gaps;  // all that were chosen
  std::size_t begin = 0;  // of those on the page asked for
  std::size_t end = 0;
  TopicsById topics;                 // all
  search::VisibleHeadlines records;  // of the gaps on the page
};

}  // namespace isthmus::searchd

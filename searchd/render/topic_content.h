// What the JSON, the tables and the pages of topics and gaps are made of: read once, whichever of
// them is asked for.
#pragma once

#include <optional>
#include <vector>

#include "engine/activity/unanswered.h"
#include "engine/search/search.h"
#include "schema/activity.h"
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

// What people said of a gap.
struct GapStanding {
  GapDecision decision;     // kOpen: nothing
  bool is_found = true;     // false: the report has no such gap any more
  bool is_overdue = false;  // taken up, and its day is over
};

// What several visitors looked for in vain, with the gap or else the topic that it stands nearest to.
struct PlacedSearch {
  activity::Unanswered search;
  std::string gap;    // id; empty: none
  std::string topic;  // likewise
};

struct GapsContent {
  TopicsState state;
  std::vector<Gap> gaps;               // all that were chosen, those that are found no more at last
  std::vector<GapStanding> standings;  // of each
  std::vector<PlacedSearch> searches;  // most visitors first
  bool tells_searches = false;         // whether there are any or not
  bool is_for_staff = false;           // who works on a gap is told
  std::size_t begin = 0;               // of those on the page asked for
  std::size_t end = 0;
  TopicsById topics;                 // all
  search::VisibleHeadlines records;  // of the gaps on the page
};

}  // namespace isthmus::searchd

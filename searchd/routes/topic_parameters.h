// The parameters of lists of topics and gaps, checked as those of a search are.
//
// Errors: kInvalidParameter.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/topics/choose.h"
#include "schema/activity.h"
#include "searchd/http.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd {

enum class ListForm { kJson, kCsv };

// What lists have in common.
struct ListParameters {
  std::uint32_t page = 1;
  std::uint32_t size = 20;
  bool is_paged = false;  // page or size was given
  bool is_whole = false;  // everything, whatever page and size say
  ListForm form = ListForm::kJson;
};

struct TopicsParameters {
  TopicLevel level = TopicLevel::kTopic;
  ListParameters list;
};

struct GapsParameters {
  topics::GapChoice choice;
  std::vector<GapState> states;  // alternatives; empty: all but the dismissed ones
  ListParameters list;
};

// `format` decides on the form, then the header Accept.
Result<TopicsParameters> parse_topics(const Request& request);
Result<GapsParameters> parse_gaps(const Request& request, UnknownNames unknown);

Result<GapState> parse_gap_state(const Parameter& parameter);

// The part of a list of `total` that is asked for: a page, or the whole of a table.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
};
Part part_of(const ListParameters& list, std::size_t total);

// The answer in the form asked for; a table is named `file` when it is kept.
Response list_answer(Response response, ListForm form, std::string_view file);

}  // namespace isthmus::searchd

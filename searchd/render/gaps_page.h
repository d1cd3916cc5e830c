// The report of gaps: filters, the map of topics and programmes, demand against supply, every gap
// with the documents behind it, and what was examined.
#pragma once

#include <set>
#include <string>

#include "engine/topics/choose.h"
#include "searchd/render/address.h"
#include "searchd/render/page.h"
#include "searchd/render/topic_answers.h"
#include "searchd/render/topic_content.h"

namespace isthmus::searchd {

// What the filters can be set to: what is in any gap.
struct GapValues {
  std::set<std::string> programmes;  // ids
  std::set<std::string> topics;      // likewise
  bool is_empty = true;              // there are no gaps at all
};

struct GapsPage {
  const GapsContent& content;
  const topics::GapChoice& choice;
  const std::set<std::string>& topics;  // that the choice stands for
  const std::vector<GapState>& states;  // that are asked for
  const GapValues& values;
  const repository::Snapshot& snapshot;
  const Address& address;         // of this page, without page and language
  PageOfList page;                // of a size of 0: all
  std::size_t least_records = 0;  // public records that topics begin with
};

std::string render_gaps(const PageFrame& frame, const GapsPage& page);

// The form of filters, for render_gaps (searchd/render/gap_filters.cc).
void write_gap_filters(Html& html, const GapsPage& page, Language language);

}  // namespace isthmus::searchd

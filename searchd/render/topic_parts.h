// The pieces that the pages of topics and gaps share.
#pragma once

#include <string>
#include <vector>

#include "engine/search/search.h"
#include "searchd/render/html.h"
#include "searchd/render/topic_words.h"

namespace isthmus::searchd {

// Ids in their order; those after the first `shown` that are there fold away.
struct Documents {
  const std::vector<std::string>& ids;
  std::size_t shown = 5;
};
// A list of links to the records that the viewer may see; nothing when there are none.
void write_documents(Html& html, const Documents& documents,
                     const search::VisibleHeadlines& records, Language language);

// All labels, those of each language in a line of its own.
void write_labels(Html& html, const TopicLabels& labels, Language language);

// Direction and confidence in one line.
void write_gap_summary(Html& html, const Gap& gap, Language language);

}  // namespace isthmus::searchd

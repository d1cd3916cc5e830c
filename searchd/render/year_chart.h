// Records of both sides by year: bars, and the table of their figures.
#pragma once

#include <vector>

#include "schema/topic.h"
#include "searchd/render/html.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

// Nothing when no record has a date.
void write_year_chart(Html& html, const std::vector<TopicYear>& years, Language language);

}  // namespace isthmus::searchd

// One match for each work: the copies and versions of what stands higher are left out. For
// engine/search alone.
#pragma once

#include "engine/search/search.h"

namespace isthmus::search {

// Of the works that the query matches, each by its best match, those that `options` asks for. Every
// call walks the ranking from its beginning, so that a work is on one page and on one only.
//
// `total` counts works when `total_is_exact`; otherwise the ranking goes on beyond what was walked,
// and it counts the matches that are not known to be copies or versions of others. Facets count
// records.
Result<index::Matches> grouped_matches(const Sources& sources, const Viewer& viewer,
                                       const index::Query& query,
                                       const index::MatchOptions& options);

}  // namespace isthmus::search

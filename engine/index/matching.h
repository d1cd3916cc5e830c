// Every document that a query matches, without ranking: for exact totals and facets.
//
// Terms are read from their posting lists and combined as sets; what needs positions or values
// (phrases, ranges) is asked of Xapian by itself. Counting all matches through Xapian's matcher and
// a spy instead scores each of them: measured at 60,000 documents, five times as long
// (docs/performance.md).
#pragma once

#include <xapian.h>

#include "engine/index/document_set.h"
#include "engine/index/query.h"
#include "schema/face.h"

namespace isthmus::index {

// Throws Xapian::Error (engine/index/xapian_error.h). Prefixes have been expanded.
DocumentSet matching_documents(const Query& query, const Xapian::Database& database, Face face);

}  // namespace isthmus::index

// From the query tree to Xapian's: prefixes are expanded and weights put in from the public
// statistics.
#pragma once

#include <xapian.h>

#include "engine/index/query.h"

namespace isthmus::index {

// Throws Xapian::Error (engine/index/xapian_error.h). `statistics` is the public database; with_terms()
// has been there.
Xapian::Query compile(const Query& query, const Xapian::Database& statistics);

// What a term or a synonym counts before its occurrences do: its weight times its inverse document
// frequency.
double own_weight(const Query& query, const Xapian::Database& statistics);

// The query with what stands for terms replaced by them: years by those of documents, a prefix by
// the words that begin with it: the 100 most frequent public ones and, for searches that include
// them, those that only restricted documents have. What a viewer may not see thereby never
// displaces a word that he may.
Query with_terms(Query query, const Xapian::Database& statistics,
                 const Xapian::Database* restricted);

// Terms with this prefix of one database, at most `limit`, most frequent first.
std::vector<std::string> terms_with_prefix(const Xapian::Database& database,
                                           const std::string& prefix, std::size_t limit);

}  // namespace isthmus::index

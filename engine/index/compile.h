// From the query tree to Xapian's: prefixes are expanded and weights put in from the public
// statistics.
#pragma once

#include <xapian.h>

#include "engine/index/query.h"

namespace isthmus::index {

struct CompileContext {
  const Xapian::Database& statistics;  // public
  const Xapian::Database& searched;    // public, or public and restricted together
};

// Throws Xapian::Error (engine/index/xapian_error.h).
Xapian::Query compile(const Query& query, const CompileContext& context);

// Terms with this prefix of one database, at most `limit`, most frequent first.
std::vector<std::string> expand_prefix(const Xapian::Database& database, const std::string& prefix,
                                       std::size_t limit);

}  // namespace isthmus::index

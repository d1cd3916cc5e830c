// What to try when a search finds little: the query as it was probably meant, the other side, the
// other language, the search without one of its filters.
//
// Each comes with the number of records that it finds for this viewer, counted exactly, whatever
// the grouping; what finds nothing by its words, or no more without a filter than with it, is not
// suggested.
// Words come from public records alone.
//
// Shape: a few counts of the whole request; none for queries longer than people type.
// Errors: those of engine/search/search.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/search/search.h"

namespace isthmus::search {

struct Suggestion {
  enum class Kind : std::uint8_t {
    kQuery,    // `query` in place of the request's
    kInstead,  // `value` in place of the values of `filter`
    kWithout,  // without `filter`
  };
  Kind kind = Kind::kQuery;
  std::string query = {};
  std::string_view filter =
      {};  // side, kind, organisation, programme, language, collection; year for
           // both years
  std::string value = {};
  std::uint64_t count = 0;
};

// A stable snake_case name: "query", "instead", "without".
std::string_view name_of(Suggestion::Kind kind);

// The request that is suggested; its first page.
Request changed(const Request& request, const Suggestion& suggestion);

// For the request that was answered so: corrected queries first, each kind in a fixed order.
Result<std::vector<Suggestion>> suggestions(const Sources& sources, const Viewer& viewer,
                                            const Request& request, const Response& response);

}  // namespace isthmus::search

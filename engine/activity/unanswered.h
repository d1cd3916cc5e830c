// What visitors looked for and did not find, for those who decide what is to be collected next.
//
// An intent is given only when so many visitors have looked for it in vain within one span of days
// in which visitors can be told apart (schema/activity.h, since): a visitor who comes back in another
// span cannot be known again, so visitors of different spans are never added up. So the limit is
// never undercut, and `visitors` is the number of the best span.
//
// Errors: those of the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "schema/result.h"

namespace isthmus::activity {

inline constexpr std::uint64_t kLeastVisitors = 3;

struct UnansweredRequest {
  std::uint64_t least_visitors = kLeastVisitors;  // fewer than kLeastVisitors counts as that
  std::uint32_t first_day = 0;                    // from 1970-01-01
  std::uint32_t last_day = UINT32_MAX;
};

// How an intent ended; each visitor counts once a day, by his best.
struct Endings {
  std::uint64_t found_nothing = 0;
  std::uint64_t given_up = 0;
  std::uint64_t opened = 0;
};

struct Unanswered {
  std::string query;                 // in normal form
  std::vector<std::string> filters;  // "side=practice", sorted
  std::uint64_t visitors = 0;        // for whom it stayed unanswered, in the best span
  std::uint64_t searches = 0;        // of all visitors
  Endings endings;
  std::uint32_t first_day = 0;
  std::uint32_t last_day = 0;
  struct Month {
    std::string month;  // "2026-01"
    Endings endings;
  };
  std::vector<Month> months;  // those with searches, in order
};

// Those with most visitors first, then those with most vain endings, then by query and filters.
Result<std::vector<Unanswered>> unanswered(const store::View& store,
                                           const UnansweredRequest& request);

}  // namespace isthmus::activity

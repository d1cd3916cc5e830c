// What visitors look for, told from what they type: searches become intents, and an intent ends as one
// that found nothing, was given up, or was opened.
//
// A search that goes on from the visitor's last one, or back to a beginning of it, within a minute
// and with the same filters is the same intent, still being typed; the longer query stands for it. An
// intent with results is given up when none of them has been opened within ten minutes.
//
// Nothing here is written or knows the clock: the caller says what time it is, in seconds of any
// steady clock.
//
// Shape: about 300 bytes an open intent, at most kMostOpen of them; beyond, new ones are dropped and
// counted.
// Threads: one.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/activity.h"

namespace isthmus::activity {

// The intent of a query in normal form with these filters, for keys: 16 hexadecimal digits.
std::string intent_of(const std::string& query, const std::vector<std::string>& filters);

// One answered search of a visitor.
struct Search {
  std::string visitor;               // the token of the day
  std::uint32_t day = 0;             // from 1970-01-01
  std::uint32_t since = 0;           // the day from which tokens are made with the same salt
  std::string query;                 // in normal form, not empty
  std::vector<std::string> filters;  // sorted
  std::uint64_t results = 0;
  bool shows_openings =
      true;  // by a page, whose visitors open what they want; a program reads hits
};

// A finished intent of a visitor.
struct Ended {
  std::string visitor;
  std::uint32_t day = 0;
  RecordedSearch search;
};

class SearchSessions {
 public:
  static constexpr std::int64_t kTyping = 60;  // seconds between two searches of one intent
  static constexpr std::int64_t kGivenUpAfter = 600;
  static constexpr std::size_t kMostOpen = 50'000;

  void searched(Search search, std::int64_t now);
  // The visitor has opened a record out of the results of this search.
  void opened(const std::string& visitor, const std::string& query,
              const std::vector<std::string>& filters);

  // What has come to its end by now, oldest first.
  std::vector<Ended> take_ended(std::int64_t now);
  std::uint64_t dropped() const { return dropped_; }
  std::size_t open() const { return open_; }

 private:
  struct Intent {
    Search search;
    std::int64_t last = 0;  // when it was searched last
    bool is_opened = false;
  };
  static bool has_ended(const Intent& intent, std::int64_t now);

  std::unordered_map<std::string, std::deque<Intent>> by_visitor_;
  std::size_t open_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace isthmus::activity

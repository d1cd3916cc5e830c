// Which gaps a reader asks for, and which of them concern a topic.
//
// Threads: any; plain data.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "schema/result.h"
#include "schema/topic.h"

namespace isthmus::topics {

// Values of one field are alternatives, different fields narrow each other; empty: all.
struct GapChoice {
  std::vector<GapDirection> directions = {};
  std::vector<std::string> programmes = {};  // of a record that asks or answers
  std::vector<std::string> topics = {};      // ids of topics and fields, present or past
  std::optional<int> from = {};              // a record that asks is of this year or later
  std::optional<int> to = {};
  std::optional<bool> is_claimed = {};
};

// The ids of the topics that these ids of topics and fields stand for today; unknown ones stand for
// none. Errors: those of reading topics.
Result<std::set<std::string>> topics_of(const store::View& view,
                                        const std::vector<std::string>& ids);

// Is the gap about one of these topics? A fifth of those who ask are in them, or most are.
bool concerns(const Gap& gap, const std::set<std::string>& topics);

// Does a record that asks have a year from `from` to `to`?
bool is_of_period(const Gap& gap, int from, int to);

// Does a gap fit the choice, whose topics stand for `topics` today?
bool fits(const Gap& gap, const GapChoice& choice, const std::set<std::string>& topics);

// In the order of the report. Errors: likewise.
Result<std::vector<Gap>> chosen_gaps(const store::View& view, const GapChoice& choice);

}  // namespace isthmus::topics

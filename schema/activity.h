// What people do over HTTP, as searchd's own database keeps it (schema/keys.h, activity): what they
// decided about links, which gaps they took up, and what they looked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/date.h"
#include "schema/link.h"
#include "schema/topic.h"

namespace isthmus {

// A person's word on the link between two records. It holds in both directions; source and target
// are as they were given.
struct LinkDecision {
  std::string source;
  std::string target;
  LinkState state = LinkState::kProposed;  // kProposed: none, or taken back; never stored
  std::string note;
  std::string by;  // the name of the key
  std::string at;  // "2026-01-31T12:00:00Z"

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "source", self.source);
    visit(2, "target", self.target);
    visit(3, "state", self.state);
    visit(4, "note", self.note);
    visit(5, "by", self.by);
    visit(6, "at", self.at);
  }
  bool operator==(const LinkDecision&) const = default;
};

enum class GapState : std::uint8_t { kOpen = 0, kTaken = 1, kClosed = 2, kDismissed = 3 };
std::string_view name_of(GapState state);  // "open", "taken", "closed", "dismissed"
std::vector<GapState> all_gap_states();

// A person's word on a gap.
struct GapDecision {
  std::string gap;                   // its id when it was said
  GapState state = GapState::kOpen;  // kOpen: none, or taken back; never stored
  std::string owner;                 // who works on it
  Date due;                          // a day
  std::string closed_by;             // id of the record that closes it
  std::string note;
  std::string by;  // the name of the key
  std::string at;  // "2026-01-31T12:00:00Z"

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "gap", self.gap);
    visit(2, "state", self.state);
    visit(3, "owner", self.owner);
    visit(4, "due", self.due);
    visit(5, "closed_by", self.closed_by);
    visit(6, "note", self.note);
    visit(7, "by", self.by);
    visit(8, "at", self.at);
  }
  bool operator==(const GapDecision&) const = default;
};

// What is kept of a gap that somebody took up. The report may find it under another id later, or no
// more: the records that ask say which one was meant.
struct TakenGap {
  GapDecision decision;
  GapDirection direction = GapDirection::kNone;
  TopicLabels labels;
  std::vector<std::string> demand;  // ids, as Gap::demand

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "decision", self.decision);
    visit(2, "direction", self.direction);
    visit(3, "labels", self.labels);
    visit(4, "demand", self.demand);
  }
  bool operator==(const TakenGap&) const = default;
};

enum class SearchOutcome : std::uint8_t {
  kFoundNothing = 0,
  kGivenUp = 1,  // results were shown and none was opened
  kOpened = 2
};

// What one visitor looked for on one day. Who he was is nowhere: the key has a token that nobody can
// trace once the salt is gone that it was made with.
struct RecordedSearch {
  std::string query;                                     // in normal form
  std::vector<std::string> filters;                      // "side=practice", sorted
  SearchOutcome outcome = SearchOutcome::kFoundNothing;  // the best of the day
  std::uint64_t results = 0;                             // of the last time
  std::uint32_t times = 0;
  std::uint32_t since =
      0;  // the first day of the salt that the visitor's token was made with: only
          // tokens of one salt can be compared

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "query", self.query);
    visit(2, "filters", self.filters);
    visit(3, "outcome", self.outcome);
    visit(4, "results", self.results);
    visit(5, "times", self.times);
    visit(6, "since", self.since);
  }
  bool operator==(const RecordedSearch&) const = default;
};

// What visitors' tokens are made with, from its day on until it is replaced.
struct VisitorSalt {
  std::uint32_t day = 0;  // from 1970-01-01
  std::string bytes;

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "day", self.day);
    visit(2, "bytes", self.bytes);
  }
  bool operator==(const VisitorSalt&) const = default;
};

}  // namespace isthmus

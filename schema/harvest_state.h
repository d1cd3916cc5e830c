// What is remembered of a harvest between its pages and between its runs.
//
// Stored under keys::harvest() of schema/keys.h, by schema/codec.h.
#pragma once

#include <cstdint>
#include <string>

namespace isthmus {

// How far an OAI-PMH harvest of one set in one format is. Datestamps are in the repository's
// granularity.
struct HarvestState {
  std::string
      complete_until;  // datestamp: what changed before it has been taken in; empty: nothing
  // The list under way; its token is empty when there is none.
  std::string token;       // asks for the next page
  std::string asked_from;  // what the user asked for, as he wrote it
  std::string asked_until;
  std::string from;  // of the list
  std::string until;
  std::string started;         // responseDate of its first page
  std::string page_oldest;     // the oldest datestamp of the last page
  std::string newest;          // of all pages
  bool is_unordered = false;   // a page held a datestamp before those of earlier pages
  bool lacks_records = false;  // a page could not be read as a whole
  std::uint64_t pages = 0;     // taken in
  std::uint64_t records = 0;   // on them

  template <typename Self, typename Visitor>
  static void visit_fields(Self& self, Visitor&& visit) {
    visit(1, "complete_until", self.complete_until);
    visit(2, "token", self.token);
    visit(3, "asked_from", self.asked_from);
    visit(4, "asked_until", self.asked_until);
    visit(5, "from", self.from);
    visit(6, "until", self.until);
    visit(7, "started", self.started);
    visit(8, "page_oldest", self.page_oldest);
    visit(9, "newest", self.newest);
    visit(10, "is_unordered", self.is_unordered);
    visit(11, "lacks_records", self.lacks_records);
    visit(12, "pages", self.pages);
    visit(13, "records", self.records);
  }
};

}  // namespace isthmus

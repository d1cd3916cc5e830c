// One list of records (one set, one format), from where the last run left it to its end.
//
// Threads: one.
#pragma once

#include <set>
#include <string>

#include "indexer/harvest/fetching.h"
#include "indexer/harvest/harvest.h"
#include "indexer/harvest/oai.h"
#include "indexer/harvest/record_taking.h"
#include "schema/codec.h"
#include "schema/harvest_state.h"

namespace isthmus::harvest {

// What the repository's error code means for the user.
Error error_of(const std::string& code, const std::string& text);

class Listing {
 public:
  struct Subject {
    const HarvestOptions& options;
    const Identity& identity;
    Origin origin;
    Reading& reading;
  };
  Listing(Subject subject, Fetcher& fetcher, RecordTaking& taking, repository::Writer& writer,
          const HarvestObserver& observer);

  // False when the list has nothing in this format and never had, unless it `may_be_empty`: nothing
  // is remembered then.
  Result<bool> run(bool may_be_empty);

  const HarvestState& state() const { return state_; }
  std::uint64_t pages() const { return pages_; }
  bool is_incomplete() const { return is_incomplete_; }

 private:
  Result<void> load();
  Result<void> begin();
  bool is_under_way() const;
  Result<Response> ask();
  std::string next_url() const;
  Result<void> take_in(const Response& response);
  void note_order(const Page& page);
  Result<void> check_progress(const Page& page);
  Result<void> begin_again();
  Result<void> end(const Response& last);
  Result<void> save();
  void tell_fault(const Response& response);
  bool is_stopped() const;
  std::string place() const;  // "page 3"

  const Subject subject_;
  Fetcher& fetcher_;
  RecordTaking& taking_;
  repository::Writer& writer_;
  const HarvestObserver& observer_;
  const std::string key_;
  HarvestState state_;
  std::string from_;            // of the request that begins the list, or begins it again
  std::set<std::string> seen_;  // digests of the pages of this run
  unsigned beginnings_ = 0;
  std::uint64_t pages_ = 0;
  bool is_incomplete_ = false;
};

}  // namespace isthmus::harvest

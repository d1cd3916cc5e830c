// Harvesting an OAI-PMH repository into a collection: list by list, page by page, each page durable
// with the place in the list, so that a killed run goes on there.
//
// The next run asks for what changed since the last complete list began, by the repository's own
// clock. A list whose place the repository has forgotten (badResumptionToken) begins again at the
// last page's oldest datestamp when the repository has listed in the order of datestamps until
// then, else at its beginning; what is there already costs nothing but its transfer.
//
// Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
// Threads: one.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "engine/repository/writer.h"
#include "indexer/harvest/fetching.h"
#include "indexer/harvest/web.h"
#include "indexer/parsers/settings.h"
#include "indexer/pipeline/originals.h"
#include "indexer/pipeline/report.h"
#include "schema/result.h"

namespace isthmus::harvest {

struct HarvestOptions {
  std::string url;  // the repository's base URL
  std::string set;
  std::string prefix;      // empty: the richest that can be read
  std::string from;        // datestamp; empty: where the last run ended
  std::string until;       // datestamp; empty: now
  std::string collection;  // empty: the host's name
  parsers::Defaults defaults;
  const pipeline::Originals* originals = nullptr;  // where metadata is kept; null: nowhere
  // What the repository sends is read in processes of this program (indexer/sandbox); empty: in
  // this one.
  std::string parser_program;
  const std::atomic<bool>* stop = nullptr;  // becomes true when the user interrupts
  Time time;
  Patience patience;
};

struct HarvestReport {
  pipeline::AddReport records;
  std::uint64_t pages = 0;
  std::uint64_t requests = 0;
  std::string repository;  // its name
  std::string collection;
  std::string prefix;
  std::string from;            // of the list; empty: everything
  std::string complete_until;  // where the next run begins
  std::string deleted_record;  // what the repository says of deleted records: no, transient, …
  bool is_incomplete = false;  // the list ended before its end
};

struct HarvestObserver {
  pipeline::Observer pipeline;
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// Sleeps in naps, so that nobody who wants to stop need wait for the end.
Time real_time(const std::atomic<bool>& stop);
// OAI-PMH repositories are those of universities and publishers: academic, unless it is said.
parsers::Defaults with_side(parsers::Defaults defaults);

// Errors: those of Fetcher and of the writer; kDuplicate when the collection's name is taken; kUsage
// for what the repository does not know; kInvalidSource for what is no OAI-PMH.
Result<HarvestReport> harvest(const HarvestOptions& options, Web& web, repository::Writer& writer,
                              const HarvestObserver& observer);

}  // namespace isthmus::harvest

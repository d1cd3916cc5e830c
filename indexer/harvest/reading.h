// What a repository sends, read in processes that can do nothing else (indexer/sandbox): its
// responses, and the metadata of their records.
//
// Threads: one.
#pragma once

#include <string>
#include <string_view>

#include "indexer/harvest/oai.h"
#include "indexer/parsers/parser.h"
#include "indexer/sandbox/parser_pool.h"

namespace isthmus::harvest {

// What a parsing process must serve for Reading, beside what it serves for others.
void append_services(sandbox::Services& services);

class Reading {
 public:
  // `program` as in sandbox::PoolOptions.
  explicit Reading(std::string program);

  // Errors: kInvalidSource when it is no OAI-PMH, or brings its reader down.
  Result<Response> response(std::string_view bytes);

  // The record that a ListedRecord's metadata describes, and what is wrong with it, to the sink.
  // `input` has the record's identifier for a path and the metadata for bytes.
  void metadata(const parsers::Input& input, const parsers::Sink& sink);

  sandbox::ParserPool& pool() { return pool_; }

 private:
  sandbox::ParserPool pool_;
};

}  // namespace isthmus::harvest

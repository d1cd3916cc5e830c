// What a request hands in: the submission and its files, checked as far as that can be done before
// they are taken in.
//
// A body is JSON (one record or an array of them), JSON Lines, or multipart/form-data with files of
// any format. Each record of JSON becomes a file of its own, named by its id, so that handing the
// same record in again replaces it. Nothing is kept of a body with a fault in it.
//
// Errors: kInvalidRecord with the number of the record; kInvalidParameter, kForbidden for the
// fields; kUnsupported for another type of body; kTooLarge for too many records or files; kUsage.
#pragma once

#include <vector>

#include "engine/spool/spool.h"
#include "schema/result.h"
#include "searchd/config.h"
#include "searchd/http.h"

namespace isthmus::searchd {

inline constexpr std::size_t kMaxRecords = 1000;  // of one body of JSON

struct HandedIn {
  Submission submission;  // without files, from and received
  std::vector<spool::File> files;
};

Result<HandedIn> read_submission(const Request& request, const AccessKey& submitter);

// A name that a file system and a terminal take, of what a client said: without folders and without
// dots and blanks in front, control characters as '_'. Errors: kInvalidParameter when it is longer
// than the spool takes.
Result<std::string> safe_file_name(std::string_view name);

}  // namespace isthmus::searchd

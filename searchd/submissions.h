// Submissions: put into the repository's spool, and looked up there. They are taken in by
// `isthmus-indexer watch`; nothing here writes anything but the spool.
//
//   id := time:digit[20] '-' owner:hex[16] '-' nonce:hex[16]
//
// The time is that of arrival in microseconds, so that ids sort in its order. The owner is a digest of
// the submitter's name: nobody else finds the submission. The nonce is chance, or a digest of the
// request's Idempotency-Key, by which a request that is sent again finds what it handed in before.
//
// Errors: kUnavailable when too many wait; kDiskFull, kIo; kNotFound for an id of nobody or of
// another. Messages name no place on the server. Threads: any; several processes may serve one
// repository.
#pragma once

#include <string>

#include "engine/spool/spool.h"
#include "schema/result.h"
#include "searchd/config.h"
#include "searchd/submission_body.h"

namespace isthmus::searchd {

struct SubmissionState {
  std::string id;
  spool::Found found;
  Submission submission;  // while it waits
};

// Gives the id. `idempotency_key` may be empty: then each request is a submission of its own.
Result<std::string> hand_in(const Config& config, const AccessKey& submitter,
                            std::string_view idempotency_key, HandedIn handed);

Result<SubmissionState> look_up_submission(const Config& config, const AccessKey& submitter,
                                           const std::string& id);

// {"id", "state": "waiting" | "done" | "refused", "received", …}: with collection and files while it
// waits, then with what the watcher says of it.
std::string submission_json(const SubmissionState& state);

}  // namespace isthmus::searchd

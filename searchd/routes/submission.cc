// GET /api/v1/submissions/{id}: what has become of what was handed in.
#include "searchd/routes/routes.h"
#include "searchd/submissions.h"
#include "searchd/submitters.h"

namespace isthmus::searchd::routes {

Result<Response> submission(Service& service, const Request& request, const std::string& rest) {
  const SubmissionKey& submitter = *TRY(submitter_of(service.config(), request));
  const SubmissionState state = TRY(look_up_submission(service.config(), submitter, rest));
  return Response{200, "application/json", submission_json(state), {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

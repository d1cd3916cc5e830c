// GET /api/v1/submissions/{id}: what has become of what was handed in.
#include "searchd/keys.h"
#include "searchd/routes/routes.h"
#include "searchd/submissions.h"

namespace isthmus::searchd::routes {

Result<Response> submission(Service& service, const Request& request, const std::string& rest) {
  const AccessKey& submitter =
      *TRY(key_of(service.config(), request, Scope::kSubmitRecords, service.today()));
  const SubmissionState state = TRY(look_up_submission(service.config(), submitter, rest));
  return Response{200, "application/json", submission_json(state), {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

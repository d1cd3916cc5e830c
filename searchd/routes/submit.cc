// POST /api/v1/records: puts what is handed in into the spool.
#include "schema/wording.h"
#include "searchd/keys.h"
#include "searchd/routes/routes.h"
#include "searchd/submissions.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::size_t kMaxIdempotencyKey = 255;

Result<std::string_view> idempotency_key_of(const Request& request) {
  const std::string_view key = request.header("Idempotency-Key");
  if (key.size() <= kMaxIdempotencyKey) return key;
  return Error{ErrorCode::kInvalidParameter, "the Idempotency-Key " + quote(key) + " is too long",
               "at most 255 bytes fit"};
}

}  // namespace

Result<std::optional<std::size_t>> admit_submission(Service& service, const Request& head) {
  TRY(key_of(service.config(), head, Scope::kSubmitRecords, service.today()));
  return std::optional<std::size_t>(service.config().max_upload_mb << 20U);
}

Result<Response> submit(Service& service, const Request& request, const std::string&) {
  const Config& config = service.config();
  const AccessKey& submitter =
      *TRY(key_of(config, request, Scope::kSubmitRecords, service.today()));
  const std::string_view idempotency_key = TRY(idempotency_key_of(request));
  HandedIn handed = TRY(read_submission(request, submitter));
  const std::string id = TRY(hand_in(config, submitter, idempotency_key, std::move(handed)));
  const SubmissionState state = TRY(look_up_submission(config, submitter, id));
  Response response{202, "application/json", submission_json(state), {}};
  response.headers = {{"Location", "/api/v1/submissions/" + id}, {"Cache-Control", "no-store"}};
  return response;
}

}  // namespace isthmus::searchd::routes

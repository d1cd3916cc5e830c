// GET /api/v1/records/{id}: the record as JSON.
#include <nlohmann/json.hpp>

#include "schema/hash.h"
#include "schema/json.h"
#include "searchd/render/answers.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

Result<void> check_parameters(const Request& request) {
  for (const Parameter& parameter : request.parameters) {
    if (parameter.name == "query_id") continue;
    if (parameter.name != "format") return unknown_parameter(parameter, {"format", "query_id"});
    if (parameter.value != "json" && !parameter.value.empty())
      return misfit(parameter, "json fits");
  }
  return {};
}

}  // namespace

Result<Response> record(Service& service, const Request& request, const std::string& rest) {
  TRY(check_parameters(request));
  const auto snapshot = service.snapshot();
  const Record found = TRY(search::visible_record(snapshot->store(), service.viewer(), rest));
  const auto work = TRY(search::rest_of_work(snapshot->store(), service.viewer(), rest));
  service.recorder().opened(request, service.viewer());
  Response response{200, "application/json", record_json(found, work), {}};
  const std::string tag = "\"" + std::to_string(hash64(response.body)) + "\"";
  response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
  if (matches_entity_tag(request.header("If-None-Match"), tag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

}  // namespace isthmus::searchd::routes

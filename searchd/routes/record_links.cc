// GET /api/v1/records/{id}/links: the record's counterparts, ranked.
#include "schema/wording.h"
#include "searchd/render/answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::uint32_t kMaxLimit = 100;

Result<search::LinkRequest> parse(const std::vector<Parameter>& parameters) {
  search::LinkRequest request;
  request.reasons = true;
  for (const Parameter& parameter : parameters) {
    if (parameter.name != "side" && parameter.name != "limit" && parameter.name != "state") {
      return unknown_parameter(parameter, {"side", "limit", "state"});
    }
    if (parameter.value.empty()) continue;
    if (parameter.name == "limit") request.limit = TRY(parse_number(parameter, 1, kMaxLimit));
    if (parameter.name == "state") request.state = TRY(parse_link_state(parameter));
    if (parameter.name != "side") continue;
    request.side = side_from_name(parameter.value);
    if (request.side == Side::kNone)
      return misfit(parameter, did_you_mean(parameter.value, side_names()));
  }
  return request;
}

}  // namespace

Result<Response> record_links(Service& service, const Request& request, const std::string& rest) {
  const search::LinkRequest wanted = TRY(parse(request.parameters));
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    return links_json(rest,
                      TRY(search::links_of(generation.sources, generation.viewer, rest, wanted)));
  };
  return json_answer(service, body);
}

}  // namespace isthmus::searchd::routes

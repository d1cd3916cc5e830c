// GET /api/v1/records/{id}/links: the record's counterparts, ranked.
#include "schema/wording.h"
#include "searchd/render/answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::uint32_t kMaxLimit = 100;

struct LinkParameters {
  search::LinkRequest request;
  std::optional<LinkState> state;  // nothing: all but the rejected
};

Error misfit(const Parameter& parameter, std::string hint) {
  return {ErrorCode::kInvalidParameter,
          "the parameter " + parameter.name + " does not take the value " + quote(parameter.value),
          std::move(hint)};
}

Result<LinkState> parse_state(const Parameter& parameter) {
  for (const LinkState state :
       {LinkState::kProposed, LinkState::kConfirmed, LinkState::kRejected}) {
    if (name_of(state) == parameter.value) return state;
  }
  return misfit(parameter, did_you_mean(parameter.value, {"proposed", "confirmed", "rejected"}));
}

Result<LinkParameters> parse(const std::vector<Parameter>& parameters) {
  LinkParameters parsed;
  parsed.request.reasons = true;
  for (const Parameter& parameter : parameters) {
    if (parameter.name != "side" && parameter.name != "limit" && parameter.name != "state") {
      return unknown_parameter(parameter, {"side", "limit", "state"});
    }
    if (parameter.value.empty()) continue;
    if (parameter.name == "limit")
      parsed.request.limit = TRY(parse_number(parameter, 1, kMaxLimit));
    if (parameter.name == "state") parsed.state = TRY(parse_state(parameter));
    if (parameter.name != "side") continue;
    parsed.request.side = side_from_name(parameter.value);
    if (parsed.request.side == Side::kNone)
      return misfit(parameter, did_you_mean(parameter.value, side_names()));
  }
  return parsed;
}

bool is_asked_for(LinkState state, const LinkParameters& parameters) {
  return parameters.state ? state == *parameters.state : state != LinkState::kRejected;
}

}  // namespace

Result<Response> record_links(Service& service, const Request& request, const std::string& rest) {
  const LinkParameters parameters = TRY(parse(request.parameters));
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    std::vector<search::LinkedRecord> links =
        TRY(search::links_of(generation.sources, generation.viewer, rest, parameters.request));
    std::erase_if(links, [&](const search::LinkedRecord& linked) {
      return !is_asked_for(linked.link.state, parameters);
    });
    return links_json(rest, links);
  };
  return json_answer(service, body);
}

}  // namespace isthmus::searchd::routes

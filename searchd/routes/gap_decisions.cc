// GET /api/v1/gaps/decisions: what people said of gaps, the latest first.
#include <algorithm>
#include <tuple>

#include "searchd/keys.h"
#include "searchd/render/topic_answers.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/topic_parameters.h"

namespace isthmus::searchd::routes {
namespace {

struct Wanted {
  std::vector<GapState> states;
  PageOfList page;
};

Result<Wanted> parse(const std::vector<Parameter>& parameters) {
  Wanted wanted;
  for (const Parameter& parameter : parameters) {
    if (parameter.name == "state") {
      if (!parameter.value.empty()) wanted.states.push_back(TRY(parse_gap_state(parameter)));
    } else if (parameter.name == "page") {
      if (!parameter.value.empty()) wanted.page.page = TRY(parse_number(parameter, 1, kMaxDepth));
    } else if (parameter.name == "size") {
      if (!parameter.value.empty()) wanted.page.size = TRY(parse_number(parameter, 1, kMaxSize));
    } else {
      return unknown_parameter(parameter, {"state", "page", "size"});
    }
  }
  return wanted;
}

bool fits(const TakenGap& taken, const std::vector<GapState>& states) {
  return states.empty() ||
         std::find(states.begin(), states.end(), taken.decision.state) != states.end();
}

}  // namespace

Result<Response> gap_decisions(Service& service, const Request& request, const std::string&) {
  TRY(key_of(service.config(), request, Scope::kDecideGaps, service.today()));
  const Wanted wanted = TRY(parse(request.parameters));
  std::vector<TakenGap> taken = TRY(service.activity().taken_gaps());
  std::erase_if(taken, [&](const TakenGap& one) { return !fits(one, wanted.states); });
  std::sort(taken.begin(), taken.end(), [](const TakenGap& a, const TakenGap& b) {
    return std::tie(b.decision.at, a.decision.gap) < std::tie(a.decision.at, b.decision.gap);
  });
  return Response{200,
                  "application/json",
                  gap_decisions_json(taken, wanted.page),
                  {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

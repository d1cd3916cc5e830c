// POST /api/v1/links/decisions: a person's word on the link between two records.
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "schema/json.h"
#include "schema/wording.h"
#include "searchd/keys.h"
#include "searchd/render/answers.h"
#include "searchd/routes/decision_body.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

Result<LinkDecision> parse(std::string_view body) {
  const Result<Json> json = parse_json(body);
  if (!json) return unfit(json.error());
  Result<LinkDecision> decision = from_json<LinkDecision>(*json);
  if (!decision) return unfit(decision.error());
  for (const char* name : {"source", "target", "state"}) {
    const auto given = json->find(name);
    if (given != json->end() && given->is_string() && *given != "") continue;
    return unfit("the body has no " + std::string(name),
                 R"(send {"source": ID, "target": ID, "state": "confirmed" or "rejected"})");
  }
  TRY(check_unsigned(*json));
  if (decision->source == decision->target)
    return unfit("source and target are both " + quote(decision->source),
                 "a link has two ends: name another record");
  TRY(check_length("note", decision->note, kMaxNote));
  return decision;
}

// A record that may not be seen is answered like one that is not there.
Result<void> check_ends(Service& service, const LinkDecision& decision) {
  const auto snapshot = service.snapshot();
  for (const std::string* id : {&decision.source, &decision.target})
    TRY(search::visible_record(snapshot->store(), service.viewer(), *id));
  return {};
}

}  // namespace

Result<std::optional<std::size_t>> admit_decision(Service& service, const Request& head) {
  TRY(key_of(service.config(), head, Scope::kDecideLinks, service.today()));
  return std::optional<std::size_t>(kMaxDecisionBody);
}

Result<Response> decide_link(Service& service, const Request& request, const std::string&) {
  const AccessKey& key =
      *TRY(key_of(service.config(), request, Scope::kDecideLinks, service.today()));
  LinkDecision decision = TRY(parse(request.body));
  TRY(check_ends(service, decision));
  decision.by = key.name;
  decision.at = present_time();
  const activity::Activity::Taken taken = TRY(service.activity().decide(std::move(decision)));
  spdlog::info("decision by={} state={} source={} target={}", quote(key.name),
               name_of(taken.decision.state), quote(taken.decision.source),
               quote(taken.decision.target));
  return Response{taken.is_new ? 201 : 200,
                  "application/json",
                  decision_json(taken.decision),
                  {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

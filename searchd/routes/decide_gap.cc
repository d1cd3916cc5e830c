// POST /api/v1/gaps/{id}/decision: a person takes a gap up, closes it or puts it aside.
#include <algorithm>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "engine/topics/read.h"
#include "schema/json.h"
#include "schema/wording.h"
#include "searchd/keys.h"
#include "searchd/render/topic_answers.h"
#include "searchd/routes/decision_body.h"
#include "searchd/routes/gap_content.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::size_t kMaxOwner = 200;

// What goes with the state and what does not.
Result<void> check_fields(const GapDecision& decision) {
  TRY(check_length("owner", decision.owner, kMaxOwner));
  TRY(check_length("note", decision.note, kMaxNote));
  const bool is_taken = decision.state == GapState::kTaken;
  if (is_taken && decision.owner.empty())
    return unfit("the body has no owner", "say who takes the gap up");
  if (decision.due.has_value() && (!is_taken || decision.due.day == 0))
    return unfit("due " + quote(decision.due.to_string()) + " does not fit",
                 "a day fits, such as 2026-09-30, with the state \"taken\"");
  if (!decision.closed_by.empty() && decision.state != GapState::kClosed)
    return unfit("closed_by stands beside the state " + quote(name_of(decision.state)),
                 "it goes with the state \"closed\"");
  return {};
}

Result<GapDecision> parse(std::string_view body) {
  const Result<Json> json = parse_json(body);
  if (!json) return unfit(json.error());
  Result<GapDecision> decision = from_json<GapDecision>(*json);
  if (!decision) return unfit(decision.error());
  const auto state = json->find("state");
  if (state == json->end() || !state->is_string() || *state == "")
    return unfit("the body has no state",
                 R"(send {"state": "taken", "owner": NAME}, "closed", "dismissed" or "open")");
  if (json->contains("gap")) return unfit("the body says \"gap\"", "the address says which");
  TRY(check_unsigned(*json));
  TRY(check_fields(*decision));
  return decision;
}

struct Meant {
  TakenGap taken;
  std::string before;  // the id that a decision on it stands under; its own without one
};

// The gap as it is now, or as it was when the report lost it.
Result<Meant> gap_meant(const store::View& view, const std::string& id,
                        const std::vector<TakenGap>& taken) {
  const std::vector<Gap> all = TRY(topics::all_gaps(view));
  std::vector<topics::StandingGap> standing = TRY(topics::standing_gaps(view, all, taken));
  const topics::StandingGap found = TRY(standing_gap(std::move(standing), id));
  const std::string& before = found.decision.gap;
  const auto stored = std::find_if(taken.begin(), taken.end(), [&](const TakenGap& one) {
    return one.decision.gap == found.gap.id;
  });
  Meant meant{{{}, found.gap.direction, found.gap.labels, found.gap.demand},
              before.empty() ? found.gap.id : before};
  if (!found.is_found && stored != taken.end()) meant.taken = *stored;
  meant.taken.decision.gap = found.gap.id;
  return meant;
}

}  // namespace

Result<std::optional<std::size_t>> admit_gap_decision(Service& service, const Request& head) {
  TRY(key_of(service.config(), head, Scope::kDecideGaps, service.today()));
  return std::optional<std::size_t>(kMaxDecisionBody);
}

Result<Response> decide_gap(Service& service, const Request& request, const std::string& rest) {
  const AccessKey& key =
      *TRY(key_of(service.config(), request, Scope::kDecideGaps, service.today()));
  GapDecision decision = TRY(parse(request.body));
  const auto snapshot = service.snapshot();
  const std::vector<TakenGap> taken = TRY(service.activity().taken_gaps());
  Meant meant = TRY(gap_meant(snapshot->store(), rest, taken));
  if (!decision.closed_by.empty())
    TRY(search::visible_record(snapshot->store(), service.viewer(), decision.closed_by));
  decision.gap = meant.taken.decision.gap;
  decision.by = key.name;
  decision.at = present_time();
  meant.taken.decision = std::move(decision);
  const activity::Activity::TakenUp done =
      TRY(service.activity().take_up(std::move(meant.taken), meant.before));
  spdlog::info("gap decision by={} state={} gap={}", quote(key.name), name_of(done.decision.state),
               quote(done.decision.gap));
  return Response{done.is_new ? 201 : 200,
                  "application/json",
                  gap_decision_json(done.decision),
                  {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

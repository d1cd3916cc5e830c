// GET /ready: what the service depends on can be used.
#include "searchd/render/json_text.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

// Twenty-five intervals of the follower: a slow disk is no alarm, a dead thread is one.
constexpr std::chrono::seconds kStaleAfter{5};

bool store_is_readable(const repository::Snapshot& snapshot) {
  return snapshot.store().last_position().has_value();
}

}  // namespace

Result<Response> ready(Service& service, const Request&, const std::string&) {
  const auto snapshot = service.snapshot();
  const bool readable = snapshot != nullptr && store_is_readable(*snapshot);
  const Follower::Status follower = service.follower().status();
  const bool following = follower.since_success < kStaleAfter;
  const bool all = readable && following;
  JsonText json;
  json.begin_object().key("status").text(all ? "ready" : "unavailable").key("parts").begin_object();
  json.key("repository").begin_object().key("ok").boolean(readable).end_object();
  json.key("generation").begin_object().key("ok").boolean(snapshot != nullptr);
  json.key("position")
      .number(snapshot == nullptr ? std::uint64_t{0} : snapshot->position())
      .end_object();
  json.key("follower").begin_object().key("ok").boolean(following);
  json.key("since_ms").number(static_cast<std::uint64_t>(follower.since_success.count()));
  if (!follower.problem.empty()) json.key("problem").text(follower.problem);
  json.end_object().end_object().end_object();
  Response response{
      all ? 200 : 503, "application/json", json.take(), {{"Cache-Control", "no-store"}}};
  if (!all) response.headers.push_back({"Retry-After", "1"});
  return response;
}

}  // namespace isthmus::searchd::routes

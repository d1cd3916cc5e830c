// GET /api/v1/searches/unanswered: what visitors looked for and did not find, as JSON or CSV.
#include <chrono>

#include "schema/wording.h"
#include "searchd/keys.h"
#include "searchd/render/unanswered.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::uint32_t kMostVisitors = 1'000'000;
constexpr std::uint32_t kMostIntents = 10'000;

struct Wanted {
  activity::UnansweredRequest request;
  std::uint32_t limit = 100;
  bool is_csv = false;
};

Result<std::uint32_t> parse_day(const Parameter& parameter) {
  const Result<Date> date = Date::parse(parameter.value);
  if (!date || date->day == 0 || date->year < 1970)
    return misfit(parameter, "a day fits, such as 2026-01-31");
  return days_since_1970(*date);
}

Result<void> take(const Parameter& parameter, Wanted& wanted) {
  if (parameter.name == "least_visitors") {
    wanted.request.least_visitors =
        TRY(parse_number(parameter, activity::kLeastVisitors, kMostVisitors));
  } else if (parameter.name == "from") {
    wanted.request.first_day = TRY(parse_day(parameter));
  } else if (parameter.name == "to") {
    wanted.request.last_day = TRY(parse_day(parameter));
  } else if (parameter.name == "limit") {
    wanted.limit = TRY(parse_number(parameter, 1, kMostIntents));
  } else if (parameter.name == "format") {
    if (parameter.value != "json" && parameter.value != "csv")
      return misfit(parameter, "json or csv fits");
    wanted.is_csv = parameter.value == "csv";
  } else {
    return unknown_parameter(parameter, {"least_visitors", "from", "to", "limit", "format"});
  }
  return {};
}

Result<Wanted> parse(const Request& request) {
  Wanted wanted;
  wanted.is_csv = request.header("Accept").starts_with("text/csv");
  for (const Parameter& parameter : request.parameters) {
    if (!parameter.value.empty()) TRY(take(parameter, wanted));
  }
  return wanted;
}

}  // namespace

Result<Response> unanswered_searches(Service& service, const Request& request, const std::string&) {
  TRY(key_of(service.config(), request, Scope::kReadSearches, service.today()));
  const Wanted wanted = TRY(parse(request));
  std::vector<activity::Unanswered> intents = TRY(service.activity().unanswered(wanted.request));
  if (intents.size() > wanted.limit) intents.resize(wanted.limit);
  Response response{200, "application/json", {}, {{"Cache-Control", "no-store"}}};
  if (wanted.is_csv) {
    response.content_type = "text/csv; charset=utf-8";
    response.body = unanswered_csv(intents);
  } else {
    response.body =
        unanswered_json(intents, wanted.request.least_visitors, service.recorder().is_recording());
  }
  return response;
}

}  // namespace isthmus::searchd::routes

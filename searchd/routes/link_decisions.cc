// GET /api/v1/links/decisions: what people have decided about links, the latest first.
#include <algorithm>
#include <tuple>

#include "searchd/keys.h"
#include "searchd/render/answers.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

struct Wanted {
  std::string record;
  std::optional<LinkState> state;
  std::uint32_t page = 1;
  std::uint32_t size = 10;
};

Result<Wanted> parse(const std::vector<Parameter>& parameters) {
  Wanted wanted;
  for (const Parameter& parameter : parameters) {
    const bool is_given = !parameter.value.empty();
    if (parameter.name == "record") {
      wanted.record = parameter.value;
    } else if (parameter.name == "state") {
      if (is_given) wanted.state = TRY(parse_link_state(parameter));
    } else if (parameter.name == "page") {
      if (is_given) wanted.page = TRY(parse_number(parameter, 1, UINT32_MAX / kMaxSize));
    } else if (parameter.name == "size") {
      if (is_given) wanted.size = TRY(parse_number(parameter, 1, kMaxSize));
    } else {
      return unknown_parameter(parameter, {"record", "state", "page", "size"});
    }
  }
  return wanted;
}

bool fits(const LinkDecision& decision, const Wanted& wanted) {
  return (wanted.record.empty() || decision.source == wanted.record ||
          decision.target == wanted.record) &&
         (!wanted.state || decision.state == *wanted.state);
}

// Both records are there for the viewer.
Result<void> keep_visible(const store::View& store, const Viewer& viewer,
                          std::vector<LinkDecision>& decisions) {
  std::vector<std::string> ids;
  for (const LinkDecision& decision : decisions) {
    ids.push_back(decision.source);
    ids.push_back(decision.target);
  }
  const std::vector<std::optional<Headline>> found = TRY(store.headlines(ids));
  const auto is_visible = [&](std::size_t i) {
    return found[i] && visible_face(*found[i], viewer);
  };
  std::vector<LinkDecision> kept;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (is_visible(2 * i) && is_visible(2 * i + 1)) kept.push_back(std::move(decisions[i]));
  }
  decisions = std::move(kept);
  return {};
}

void sort_latest_first(std::vector<LinkDecision>& decisions) {
  std::sort(decisions.begin(), decisions.end(), [](const LinkDecision& a, const LinkDecision& b) {
    return std::tie(b.at, a.source, a.target) < std::tie(a.at, b.source, b.target);
  });
}

}  // namespace

Result<Response> link_decisions(Service& service, const Request& request, const std::string&) {
  TRY(key_of(service.config(), request, Scope::kDecideLinks, service.today()));
  const Wanted wanted = TRY(parse(request.parameters));
  std::vector<LinkDecision> decisions = TRY(service.activity().stored_decisions());
  std::erase_if(decisions, [&](const LinkDecision& one) { return !fits(one, wanted); });
  const auto snapshot = service.snapshot();
  TRY(keep_visible(snapshot->store(), service.viewer(), decisions));
  sort_latest_first(decisions);
  const std::size_t total = decisions.size();
  const std::size_t first = std::min<std::size_t>((wanted.page - 1) * wanted.size, total);
  const std::size_t end = std::min<std::size_t>(first + wanted.size, total);
  const std::vector<LinkDecision> page(decisions.begin() + static_cast<std::ptrdiff_t>(first),
                                       decisions.begin() + static_cast<std::ptrdiff_t>(end));
  return Response{200,
                  "application/json",
                  decisions_json(page, total, wanted.page, wanted.size),
                  {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

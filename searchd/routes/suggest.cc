// GET /api/v1/suggest: completions of what is being typed, and titles that have it.
#include "engine/search/completions.h"
#include "searchd/render/answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::uint32_t kMostCompletions = 10;
constexpr std::size_t kMostTitles = 3;

struct Typed {
  std::string text;
  std::uint32_t limit = kMostCompletions;
};

Result<Typed> parse(const std::vector<Parameter>& parameters) {
  Typed typed;
  for (const Parameter& parameter : parameters) {
    if (parameter.name == "q") {
      // The same bounds and errors as a search has.
      typed.text = TRY(parse_search({parameter}, UnknownNames::kRefuse)).query;
    } else if (parameter.name == "limit") {
      if (!parameter.value.empty()) typed.limit = TRY(parse_number(parameter, 1, kMostCompletions));
    } else {
      return unknown_parameter(parameter, {"q", "limit"});
    }
  }
  return typed;
}

}  // namespace

Result<Response> suggest(Service& service, const Request& request, const std::string&) {
  const Typed typed = TRY(parse(request.parameters));
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    const std::vector<search::Completion> found =
        TRY(search::completions(generation.sources.index, typed.text, typed.limit));
    const std::vector<Headline> titled =
        TRY(search::titles_with(generation.sources, typed.text, kMostTitles));
    return completions_json(typed.text, found, titled);
  };
  return json_answer(service, body);
}

}  // namespace isthmus::searchd::routes

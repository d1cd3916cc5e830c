// GET /api/v1/gaps: the gaps that fit, with the documents behind them, as JSON or as a table.
#include "searchd/render/topic_answers.h"
#include "searchd/routes/gap_content.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

PageOfList page_of(const ListParameters& list, std::size_t total) {
  if (!list.is_whole) return {list.page, list.size};
  return {1, static_cast<std::uint32_t>(total)};
}

}  // namespace

Result<Response> gaps(Service& service, const Request& request, const std::string&) {
  const GapsParameters parameters = TRY(parse_gaps(request, UnknownNames::kRefuse));
  const ListParameters& list = parameters.list;
  const GapsOfPeople people = TRY(gaps_of_people(service, request));
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    const GapsContent content = TRY(gaps_content(generation, parameters, people));
    return list.form == ListForm::kCsv
               ? gaps_csv(content)
               : gaps_json(content, page_of(list, content.gaps.size()), generation.snapshot);
  };
  Response response = TRY(json_answer(service, body));
  return list_answer(std::move(response), list.form, "gaps.csv");
}

}  // namespace isthmus::searchd::routes

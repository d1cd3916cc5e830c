// GET /api/v1/gaps: the gaps that fit, with the documents behind them, as JSON or as a table.
#include "searchd/render/topic_answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/topic_content.h"

namespace isthmus::searchd::routes {

Result<Response> gaps(Service& service, const Request& request, const std::string&) {
  const GapsParameters parameters = TRY(parse_gaps(request, UnknownNames::kRefuse));
  const ListParameters& list = parameters.list;
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    const GapsContent content = TRY(gaps_content(generation, parameters));
    return list.form == ListForm::kCsv
               ? gaps_csv(content)
               : gaps_json(content, {list.page, list.size}, generation.snapshot);
  };
  Response response = TRY(json_answer(service, body));
  return list_answer(std::move(response), list.form, "gaps.csv");
}

}  // namespace isthmus::searchd::routes

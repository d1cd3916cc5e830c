// GET /api/v1/gaps/{id}: one gap with the documents behind it.
#include "searchd/render/topic_answers.h"
#include "searchd/routes/gap_content.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {

Result<Response> gap(Service& service, const Request& request, const std::string& rest) {
  if (!request.parameters.empty()) return unknown_parameter(request.parameters.front(), {});
  const GapsOfPeople people = TRY(gaps_of_people(service, request));
  return json_answer(service, [&](const Generation& generation) -> Result<std::string> {
    const GapsContent content = TRY(gap_content(generation, rest, people));
    return gap_json(content, 0, generation.snapshot);
  });
}

}  // namespace isthmus::searchd::routes

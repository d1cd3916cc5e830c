// GET /api/v1/topics/{id}: one topic or field.
#include "searchd/render/topic_answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"
#include "searchd/routes/topic_content.h"

namespace isthmus::searchd::routes {

Result<Response> topic(Service& service, const Request& request, const std::string& rest) {
  for (const Parameter& parameter : request.parameters) {
    if (parameter.name != "format") return unknown_parameter(parameter, {"format"});
    if (parameter.value != "json" && !parameter.value.empty())
      return misfit(parameter, "json fits");
  }
  return json_answer(service, [&](const Generation& generation) -> Result<std::string> {
    const TopicContent content = TRY(topic_content(generation, rest));
    return topic_json(content, generation.snapshot);
  });
}

}  // namespace isthmus::searchd::routes

// GET /api/v1/topics: the topics or the fields, as JSON or as a table.
#include "engine/topics/read.h"
#include "searchd/render/topic_answers.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/topic_parameters.h"

namespace isthmus::searchd::routes {

Result<Response> topics(Service& service, const Request& request, const std::string&) {
  const TopicsParameters parameters = TRY(parse_topics(request));
  const ListParameters& list = parameters.list;
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    const store::View& view = generation.sources.store;
    TopicsContent content;
    content.state = TRY(topics::load_state(view));
    content.topics = TRY(topics::all_topics(view, parameters.level));
    content.total = content.topics.size();
    const Part part = part_of(list, content.total);
    content.topics.resize(part.end);
    content.topics.erase(content.topics.begin(),
                         content.topics.begin() + static_cast<std::ptrdiff_t>(part.begin));
    return list.form == ListForm::kCsv
               ? topics_csv(content)
               : topics_json(content, parameters.level, {list.page, list.size});
  };
  Response response = TRY(json_answer(service, body));
  return list_answer(std::move(response), list.form, "topics.csv");
}

}  // namespace isthmus::searchd::routes

// GET /topics: fields and topics as a page.
#include "engine/topics/read.h"
#include "engine/vectors/training.h"
#include "searchd/render/topic_page.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

Result<std::vector<FieldContent>> fields_of(const store::View& view) {
  std::vector<FieldContent> fields;
  std::map<std::string, std::size_t> number;
  for (Topic& field : TRY(topics::all_topics(view, TopicLevel::kField))) {
    number.emplace(field.id, fields.size());
    fields.push_back({std::move(field), {}});
  }
  for (Topic& topic : TRY(topics::all_topics(view, TopicLevel::kTopic))) {
    const auto found = number.find(topic.field);
    if (found != number.end()) fields[found->second].topics.push_back(std::move(topic));
  }
  return fields;
}

}  // namespace

Result<Response> topics_page(Service& service, const Request& request, const std::string&) {
  const Language language = language_of(request);
  const PageFrame frame{.language = language,
                        .title = std::string(phrase(Phrase::kTopics, language)),
                        .target = request.target,
                        .kind = "page-topics",
                        .json_url = "/api/v1/topics"};
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const std::vector<FieldContent> fields = TRY(fields_of(generation.sources.store));
    html = render_topics(frame, fields, vectors::kLeastProfiles);
    return {};
  };
  TRY(service.read(work));
  return page_response(request, std::move(html));
}

}  // namespace isthmus::searchd::routes

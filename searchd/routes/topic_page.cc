// GET /topics/{id}: one topic or field as a page.
#include "searchd/render/topic_page.h"

#include "searchd/render/address.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/topic_content.h"

namespace isthmus::searchd::routes {
namespace {

// To the page of the topic that took the records of one that is no more.
Response redirect(const Request& request, const std::string& id) {
  Response response{302, "text/plain; charset=utf-8", {}, {}};
  response.headers.push_back({"Location", Address(topic_url(id), request.parameters).to_string()});
  response.headers.push_back({"Cache-Control", "no-cache"});
  return response;
}

}  // namespace

Result<Response> topic_page(Service& service, const Request& request, const std::string& rest) {
  const Language language = language_of(request);
  std::string id;
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const TopicContent content = TRY(topic_content(generation, rest));
    id = content.topic.id;
    const PageFrame frame{.language = language,
                          .title = name_of(content.topic.labels, language, id).text,
                          .target = request.target,
                          .kind = "page-topic",
                          .json_url = "/api/v1/topics/" + percent_encode(id)};
    html = render_topic(frame, content, generation.snapshot);
    return {};
  };
  TRY(service.read(work));
  if (id != rest) return redirect(request, id);
  return page_response(request, std::move(html));
}

}  // namespace isthmus::searchd::routes

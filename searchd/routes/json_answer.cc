#include "searchd/routes/json_answer.h"

namespace isthmus::searchd::routes {

Result<Response> json_answer(Service& service,
                             const std::function<Result<std::string>(const Generation&)>& body) {
  Response response;
  response.content_type = "application/json";
  response.headers.push_back({"Cache-Control", "no-cache"});
  const auto work = [&](const Generation& generation) -> Result<void> {
    response.body = TRY(body(generation));
    return {};
  };
  TRY(service.read(work));
  return response;
}

}  // namespace isthmus::searchd::routes

// GET /health: the process lives.
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {

Result<Response> health(Service&, const Request&, const std::string&) {
  return Response{200, "application/json", R"({"status":"ok"})", {{"Cache-Control", "no-store"}}};
}

}  // namespace isthmus::searchd::routes

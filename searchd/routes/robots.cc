// GET /robots.txt: records may be indexed by others, searches need not be.
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {

Result<Response> robots(Service&, const Request&, const std::string&) {
  return Response{200,
                  "text/plain; charset=utf-8",
                  "User-agent: *\nDisallow: /search\nDisallow: /api/\n",
                  {{"Cache-Control", "public, max-age=3600"}}};
}

}  // namespace isthmus::searchd::routes

// GET /static/{name} and /favicon.ico: the files compiled into the binary.
#include "schema/hash.h"
#include "schema/wording.h"
#include "searchd/assets.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

std::string type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

}  // namespace

Result<Response> asset(Service&, const Request& request, const std::string& rest) {
  const std::string name = rest.empty() ? "icon.svg" : rest;
  for (const Asset& asset : assets()) {
    if (asset.name != name) continue;
    const std::string tag = "\"" + std::to_string(hash64(asset.bytes)) + "\"";
    Response response{200, type_of(name), std::string(asset.bytes), {{"ETag", tag}}};
    // Pages ask with the content's hash in the address, which changes when the file does.
    const bool versioned = request.parameter("v").has_value();
    response.headers.push_back({"Cache-Control", versioned ? "public, max-age=31536000, immutable"
                                                           : "public, max-age=3600"});
    if (matches_entity_tag(request.header("If-None-Match"), tag)) {
      response.status = 304;
      response.body.clear();
    }
    return response;
  }
  return Error{ErrorCode::kNotFound, "there is no file " + quote(name)};
}

}  // namespace isthmus::searchd::routes

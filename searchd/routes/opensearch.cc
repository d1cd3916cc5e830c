// GET /opensearch.xml: how a browser adds this search to its own. Source: OpenSearch 1.1, draft 6.
#include "searchd/render/html.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

// Where users reach the service: the setting, or what they asked for.
std::string base_url(const Service& service, const Request& request) {
  if (!service.config().base_url.empty()) return service.config().base_url;
  return "http://" + std::string(request.header("Host"));
}

}  // namespace

Result<Response> opensearch(Service& service, const Request& request, const std::string&) {
  const std::string base = base_url(service, request);
  Html xml;
  xml.raw(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription "
      "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
  xml.raw(
      "<ShortName>知桥 Isthmus</ShortName>\n<Description>Academic and practice knowledge, "
      "linked</Description>\n");
  xml.raw("<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\"");
  xml.attribute("template", base + "/search?q={searchTerms}")
      .raw("/>\n<Url type=\"application/json\"");
  xml.attribute("template", base + "/api/v1/search?q={searchTerms}")
      .raw("/>\n</OpenSearchDescription>\n");
  return Response{200,
                  "application/opensearchdescription+xml",
                  xml.take(),
                  {{"Cache-Control", "public, max-age=3600"}}};
}

}  // namespace isthmus::searchd::routes

// GET /records/{id}: the record as a page.
#include "searchd/render/record_page.h"

#include <algorithm>

#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::size_t kCounterparts = 8;
constexpr std::size_t kRelated = 4;
constexpr std::size_t kDeclared = 20;

// Targets that do not exist for the viewer are left out.
std::vector<DeclaredLink> declared_links(const Record& record, const Generation& generation) {
  std::vector<DeclaredLink> links;
  for (const DeclaredRelation& declared : record.relations) {
    if (links.size() == kDeclared) break;
    Result<Record> target =
        search::visible_record(generation.sources.store, generation.viewer, declared.target);
    if (target) links.push_back({relation_from_name(declared.relation), std::move(target).value()});
  }
  return links;
}

Result<std::string> render(const Generation& generation, const Request& request,
                           const std::string& id) {
  const Record record =
      TRY(search::visible_record(generation.sources.store, generation.viewer, id));
  search::LinkRequest across{other_side(record.side), kCounterparts};
  across.reasons = true;
  const std::vector<search::LinkedRecord> counterparts =
      TRY(search::links_of(generation.sources, generation.viewer, id, across));
  const std::vector<search::LinkedRecord> related =
      TRY(search::links_of(generation.sources, generation.viewer, id, {record.side, kRelated}));
  const std::vector<DeclaredLink> declared = declared_links(record, generation);
  const std::vector<works::Member> work =
      TRY(search::rest_of_work(generation.sources.store, generation.viewer, id));
  const PageFrame frame{.language = language_of(request),
                        .title = record.title,
                        .target = request.target,
                        .kind = "page-record",
                        .json_url = "/api/v1/records/" + percent_encode(id)};
  return render_record(frame, {record, counterparts, related, declared, work, generation.snapshot});
}

}  // namespace

Result<Response> record_page(Service& service, const Request& request, const std::string& rest) {
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    html = TRY(render(generation, request, rest));
    return {};
  };
  TRY(service.read(work));
  service.recorder().opened(request, service.viewer());
  return page_response(request, std::move(html));
}

}  // namespace isthmus::searchd::routes

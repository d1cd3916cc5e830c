// GET /search: the results as a page.
#include <chrono>

#include "searchd/render/results_page.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/search_parameters.h"

namespace isthmus::searchd::routes {
namespace {

constexpr std::array kShownFacets = {index::Facet::kSide, index::Facet::kKind,
                                     index::Facet::kLanguage, index::Facet::kOrganisation,
                                     index::Facet::kProgramme};

std::vector<std::string>& filter_of(search::Filters& filters, index::Facet facet) {
  switch (facet) {
    case index::Facet::kSide:
      return filters.side;
    case index::Facet::kKind:
      return filters.kind;
    case index::Facet::kOrganisation:
      return filters.organisation;
    case index::Facet::kProgramme:
      return filters.programme;
    case index::Facet::kLanguage:
    case index::Facet::kYear:
      break;
  }
  return filters.language;
}

// The facet's counts as if nothing had been chosen in it.
Result<search::FacetResult> open_facet(const Generation& generation, const search::Request& request,
                                       index::Facet facet) {
  search::Request wider = request;
  filter_of(wider.filters, facet).clear();
  wider.group = search::Grouping::kRecords;
  wider.page = 1;
  wider.size = 1;
  wider.links = 0;
  wider.snippets = false;
  wider.facets = {facet};
  search::Response response = TRY(search::search(generation.sources, generation.viewer, wider));
  if (response.facets.empty()) return search::FacetResult{facet, {}};
  return std::move(response.facets.front());
}

Result<std::vector<search::FacetResult>> open_facets(const Generation& generation,
                                                     const search::Request& request,
                                                     std::vector<search::FacetResult> facets) {
  search::Filters filters = request.filters;
  for (search::FacetResult& facet : facets) {
    if (filter_of(filters, facet.facet).empty()) continue;
    facet = TRY(open_facet(generation, request, facet.facet));
  }
  return facets;
}

// The address without what belongs to one moment (the page of results) or to the reader (the
// language).
Address address_of(const Request& request) {
  return Address("/search", request.parameters).without("page").without("lang");
}

std::string title_of(const search::Request& query, Language language) {
  return query.query.empty() ? std::string(phrase(Phrase::kAllRecords, language))
                             : phrase(Phrase::kResultsFor, language, {query.query});
}

}  // namespace

Result<Response> search_page(Service& service, const Request& request, const std::string&) {
  const auto start = std::chrono::steady_clock::now();
  const Language language = language_of(request);
  search::Request query = TRY(parse_search(request.parameters, UnknownNames::kIgnore));
  query.facets.assign(kShownFacets.begin(), kShownFacets.end());
  const Address address = address_of(request);
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const search::Response found =
        TRY(search::search(generation.sources, generation.viewer, query));
    const std::vector<search::FacetResult> facets =
        TRY(open_facets(generation, query, found.facets));
    const std::vector<search::Suggestion> suggestions =
        TRY(search::suggestions(generation.sources, generation.viewer, query, found));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    service.recorder().searched(request, {query, found, generation.viewer, {}});
    const PageFrame frame{.language = language,
                          .title = title_of(query, language),
                          .target = request.target,
                          .kind = "page-results",
                          .json_url = Address("/api/v1/search", address.parameters()).to_string()};
    html = render_results(
        frame, {query, found, facets, suggestions, generation.snapshot, address, took.count()});
    return {};
  };
  TRY(service.read(work));
  return page_response(request, std::move(html));
}

}  // namespace isthmus::searchd::routes

// GET /partners: partners of a programme or an enterprise as a page.
#include "searchd/render/partners_page.h"

#include <optional>

#include "engine/partners/partners.h"
#include "searchd/coverage_cache.h"
#include "searchd/render/labels.h"
#include "searchd/routes/pages.h"
#include "searchd/routes/report_parameters.h"
#include "searchd/routes/routes.h"
#include "searchd/routes/topic_content.h"

namespace isthmus::searchd::routes {
namespace {

Result<std::optional<PartnerReport>> report_of(const Generation& generation,
                                               const PartnersParameters& parameters,
                                               const Date& day) {
  const isthmus::partners::Basis basis{generation.sources,
                                       CoverageCache::instance().lookup(generation), day};
  if (!parameters.programme.empty())
    return std::optional(
        TRY(isthmus::partners::partners_of_programme(basis, parameters.programme)));
  if (!parameters.organisation.empty())
    return std::optional(
        TRY(isthmus::partners::partners_of_organisation(basis, parameters.organisation)));
  return std::optional<PartnerReport>();
}

std::vector<SelectOption> programmes_of(const repository::Snapshot& snapshot, Language language) {
  std::vector<SelectOption> options;
  for (const auto& [id, programme] : snapshot.programmes())
    options.push_back({id, programme_label(snapshot, id, language)});
  return options;
}

std::vector<SelectOption> enterprises_of(const repository::Snapshot& snapshot, Language language) {
  std::vector<SelectOption> options;
  for (const auto& [id, organisation] : snapshot.organisations())
    if (organisation.type == "enterprise")
      options.push_back({id, organisation_label(snapshot, id, language)});
  return options;
}

}  // namespace

Result<Response> partners_page(Service& service, const Request& request, const std::string&) {
  const PartnersParameters parameters = TRY(parse_partners(request, UnknownNames::kIgnore));
  const Language language = language_of(request);
  const Date day = parameters.date.has_value() ? parameters.date : service.today();
  const Address api = Address("/api/v1/partners", request.parameters).without("lang");
  std::string html;
  const auto work = [&](const Generation& generation) -> Result<void> {
    const repository::Snapshot& snapshot = generation.snapshot;
    const std::optional<PartnerReport> report = TRY(report_of(generation, parameters, day));
    const TopicsById topics = TRY(all_by_id(generation.sources.store));
    std::string title(phrase(Phrase::kPartners, language));
    if (report) {
      title = phrase(Phrase::kPartnersFor, language,
                     {parameters.programme.empty()
                          ? organisation_label(snapshot, parameters.organisation, language)
                          : programme_label(snapshot, parameters.programme, language)});
    }
    const PageFrame frame{.language = language,
                          .title = title,
                          .target = request.target,
                          .kind = "page-partners",
                          .json_url = report ? api.to_string() : std::string()};
    html = render_partners(
        frame, {report ? &*report : nullptr, topics, programmes_of(snapshot, language),
                enterprises_of(snapshot, language), api.with("format", "csv").to_string()});
    return {};
  };
  TRY(service.read(work));
  return page_response(request, std::move(html));
}

}  // namespace isthmus::searchd::routes

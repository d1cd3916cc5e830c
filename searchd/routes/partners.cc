// GET /api/v1/partners: who fits a programme or an enterprise, as JSON or as a table.
#include "engine/partners/partners.h"

#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "schema/report_tables.h"
#include "searchd/coverage_cache.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/report_parameters.h"
#include "searchd/routes/routes.h"

namespace isthmus::searchd::routes {

Result<Response> partners(Service& service, const Request& request, const std::string&) {
  const PartnersParameters parameters = TRY(parse_partners(request, UnknownNames::kRefuse));
  if (parameters.programme.empty() && parameters.organisation.empty()) {
    return Error{ErrorCode::kInvalidParameter, "neither a programme nor an organisation is named",
                 "programme=… ranks enterprises for a programme, organisation=… programmes and "
                 "groups for an enterprise"};
  }
  const Date day = parameters.date.has_value() ? parameters.date : service.today();
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    const isthmus::partners::Basis basis{generation.sources,
                                         CoverageCache::instance().lookup(generation), day};
    const PartnerReport report =
        parameters.organisation.empty()
            ? TRY(isthmus::partners::partners_of_programme(basis, parameters.programme))
            : TRY(isthmus::partners::partners_of_organisation(basis, parameters.organisation));
    return parameters.form == ListForm::kCsv ? partners_csv(report) : dump_json(to_json(report));
  };
  Response response = TRY(json_answer(service, body));
  return list_answer(std::move(response), parameters.form, "partners.csv");
}

}  // namespace isthmus::searchd::routes

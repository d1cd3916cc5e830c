// GET /api/v1/curricula and /api/v1/curricula/{programme}: what practice and research have for what is
// taught, and what nobody teaches. POST /api/v1/curricula: the same of a syllabus, which is not kept.
#include "engine/curricula/coverage.h"

#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "schema/report_tables.h"
#include "searchd/coverage_cache.h"
#include "searchd/routes/json_answer.h"
#include "searchd/routes/report_parameters.h"
#include "searchd/routes/routes.h"
#include "searchd/syllabus_body.h"

namespace isthmus::searchd::routes {
namespace {

std::string text_of(const CoverageReport& report, ListForm form) {
  return form == ListForm::kCsv ? coverage_csv(report) : dump_json(to_json(report));
}

}  // namespace

Result<Response> coverage(Service& service, const Request& request, const std::string& rest) {
  const CurriculaParameters parameters = TRY(parse_curricula(request, UnknownNames::kRefuse));
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    return text_of(TRY(curricula::coverage_of_programme(generation.sources, rest)),
                   parameters.form);
  };
  Response response = TRY(json_answer(service, body));
  return list_answer(std::move(response), parameters.form, "coverage.csv");
}

Result<Response> syllabus_coverage(Service& service, const Request& request, const std::string&) {
  const CurriculaParameters parameters = TRY(parse_curricula(request, UnknownNames::kRefuse));
  const curricula::Syllabus syllabus = TRY(read_syllabus_body(request));
  const auto body = [&](const Generation& generation) -> Result<std::string> {
    return text_of(TRY(curricula::coverage_of_syllabus(generation.sources, syllabus)),
                   parameters.form);
  };
  Response response = TRY(json_answer(service, body));
  return list_answer(std::move(response), parameters.form, "coverage.csv");
}

Result<std::optional<std::size_t>> admit_syllabus(Service&, const Request&) {
  return std::optional<std::size_t>(kMaxSyllabusBytes);
}

}  // namespace isthmus::searchd::routes

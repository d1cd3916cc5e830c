#include "searchd/routes/report_parameters.h"

#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMaxIdBytes = 512;

Result<std::string> parse_id(const Parameter& parameter) {
  if (parameter.value.size() > kMaxIdBytes) return misfit(parameter, "it is too long");
  return parameter.value;
}

Result<ListForm> parse_format(const Parameter& parameter) {
  if (parameter.value == "csv") return ListForm::kCsv;
  if (parameter.value == "json") return ListForm::kJson;
  return misfit(parameter, did_you_mean(parameter.value, {"json", "csv"}));
}

Result<Date> parse_day(const Parameter& parameter) {
  const Result<Date> day = Date::parse(parameter.value);
  if (day && day->day != 0) return *day;
  return misfit(parameter, "a day fits, such as 2026-01-31");
}

Result<void> take(const Parameter& parameter, UnknownNames unknown, CurriculaParameters& parsed) {
  if (parameter.name == "format") {
    parsed.form = TRY(parse_format(parameter));
  } else if (parameter.name == "scope") {
    if (parameter.value != "college") return misfit(parameter, "college fits");
    parsed.is_college = true;
  } else if (parameter.name == "missing") {
    parsed.missing = missing_from_name(parameter.value);
    if (parsed.missing == Missing::kShowAll)
      return misfit(parameter, did_you_mean(parameter.value, {"practice", "research", "both"}));
  } else if (unknown == UnknownNames::kRefuse) {
    return unknown_parameter(parameter, {"format"});
  }
  return {};
}

Result<void> take(const Parameter& parameter, UnknownNames unknown, PartnersParameters& parsed) {
  if (parameter.name == "programme") {
    parsed.programme = TRY(parse_id(parameter));
  } else if (parameter.name == "organisation") {
    parsed.organisation = TRY(parse_id(parameter));
  } else if (parameter.name == "date") {
    parsed.date = TRY(parse_day(parameter));
  } else if (parameter.name == "format") {
    parsed.form = TRY(parse_format(parameter));
  } else if (unknown == UnknownNames::kRefuse) {
    return unknown_parameter(parameter, {"programme", "organisation", "date", "format"});
  }
  return {};
}

template <typename Parsed>
Result<Parsed> parse(const Request& request, UnknownNames unknown) {
  Parsed parsed;
  parsed.form = prefers_csv(request.header("Accept")) ? ListForm::kCsv : ListForm::kJson;
  for (const Parameter& parameter : request.parameters)
    if (!parameter.value.empty()) TRY(take(parameter, unknown, parsed));
  return parsed;
}

}  // namespace

Result<CurriculaParameters> parse_curricula(const Request& request, UnknownNames unknown) {
  return parse<CurriculaParameters>(request, unknown);
}

Result<PartnersParameters> parse_partners(const Request& request, UnknownNames unknown) {
  PartnersParameters parsed = TRY(parse<PartnersParameters>(request, unknown));
  if (parsed.programme.empty() || parsed.organisation.empty()) return parsed;
  return Error{ErrorCode::kInvalidParameter,
               "programme " + quote(parsed.programme) + " and organisation " +
                   quote(parsed.organisation) + " are asked for at once",
               "partners are ranked for one of the two"};
}

}  // namespace isthmus::searchd

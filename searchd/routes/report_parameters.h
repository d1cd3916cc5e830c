// The parameters of reports on curricula and partners, checked as those of a search are.
//
// Errors: kInvalidParameter.
#pragma once

#include <string>

#include "searchd/render/coverage_page.h"
#include "searchd/routes/topic_parameters.h"

namespace isthmus::searchd {

struct CurriculaParameters {
  bool is_college = false;  // the report on all courses, for the page
  Missing missing = Missing::kShowAll;
  ListForm form = ListForm::kJson;
};
Result<CurriculaParameters> parse_curricula(const Request& request, UnknownNames unknown);

struct PartnersParameters {
  std::string programme;  // at most one of the two
  std::string organisation;
  Date date;  // no value: today
  ListForm form = ListForm::kJson;
};
Result<PartnersParameters> parse_partners(const Request& request, UnknownNames unknown);

}  // namespace isthmus::searchd

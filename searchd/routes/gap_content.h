// Reading what answers and pages about gaps are made of.
//
// Errors: kNotFound for a gap that is neither in the report nor taken up; those of the store.
#pragma once

#include <string>
#include <vector>

#include "engine/topics/taken.h"
#include "searchd/render/topic_content.h"
#include "searchd/routes/topic_parameters.h"

namespace isthmus::searchd::routes {

// What people did that concerns gaps, and who asks.
struct GapsOfPeople {
  std::vector<TakenGap> taken;
  std::vector<activity::Unanswered> searches;
  bool tells_searches = false;
  bool is_for_staff = false;
  Date today;
};
Result<GapsOfPeople> gaps_of_people(Service& service, const Request& request);

// The gaps of the page asked for with their records.
Result<GapsContent> gaps_content(const Generation& generation, const GapsParameters& parameters,
                                 const GapsOfPeople& people);

// One gap, by its id or the one under which it was taken up, as the only one.
Result<GapsContent> gap_content(const Generation& generation, const std::string& id,
                                const GapsOfPeople& people);

// That one among all.
Result<topics::StandingGap> standing_gap(std::vector<topics::StandingGap> gaps,
                                         const std::string& id);

}  // namespace isthmus::searchd::routes

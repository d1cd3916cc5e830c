// Gaps that somebody took up, in the report of today.
//
// Regions change as records come: a gap that was taken up is the present one of its direction that has
// most of the records that asked then and still have a place; of several decisions on one gap the
// one that says its id holds, else the latest. A gap that is found no more is told from its records as
// they are now, so that nothing is told of those that have become restricted.
//
// Errors: those of the store.
#pragma once

#include <vector>

#include "engine/store/store.h"
#include "schema/activity.h"
#include "schema/result.h"
#include "schema/topic.h"

namespace isthmus::topics {

struct StandingGap {
  Gap gap;
  GapDecision decision = {};  // of nobody: kOpen
  bool is_found = true;       // false: the report has no such gap any more
};

// All `gaps` in their order with what was decided on them, then those that are found no more, the
// latest decision first.
Result<std::vector<StandingGap>> standing_gaps(const store::View& view, std::vector<Gap> gaps,
                                               std::vector<TakenGap> taken);

}  // namespace isthmus::topics

// What people said of gaps, as it is stored. There are few: a reader reads all of them.
//
// A decision is on a gap of the report of that time. Which gap of the present one it is about, if
// any, engine/topics tells by the records that ask.
//
// Errors: those of the store.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "schema/activity.h"
#include "schema/result.h"

namespace isthmus::activity {

// Calls visit(taken) for every one in the order of the ids of gaps, and damaged(problem), a sentence,
// for what cannot be read or does not stand where it belongs.
Result<void> for_each_taken_gap(const store::View& store,
                                const std::function<void(TakenGap)>& visit,
                                const std::function<void(std::string)>& damaged);

// What can be read, in the order of the ids.
Result<std::vector<TakenGap>> taken_gaps(const store::View& store);

}  // namespace isthmus::activity

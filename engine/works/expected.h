// The yardstick of `check`: what is stored of works, held against what the records give.
#pragma once

#include <functional>
#include <string>

#include "engine/store/store.h"

namespace isthmus::works {

// Makes the works of all readable records again, in memory, and calls say(one sentence) for every
// entry of the store that differs.
Result<void> compare_with_records(const store::View& view,
                                  const std::function<void(std::string)>& say);

}  // namespace isthmus::works

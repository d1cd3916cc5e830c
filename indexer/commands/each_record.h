// Going over all records of a repository in the order of their ids.
#pragma once

#include <functional>

#include "engine/store/store.h"
#include "schema/codec.h"

namespace isthmus::commands {

// The records come without bodies. Errors: those of visit, which end the walk; kCorrupt for a
// record that cannot be read.
Result<void> for_each_record(const store::View& view,
                             const std::function<Result<void>(const Record& record)>& visit);

}  // namespace isthmus::commands

// One run of the pipeline with the held writer. Private to indexer/watch.
#pragma once

#include <vector>

#include "indexer/watch/workshop.h"

namespace isthmus::watch {

struct Taking {
  std::vector<pipeline::Root> roots;
  parsers::Defaults defaults;
  pipeline::Vanished vanished = pipeline::Vanished::kKeep;
};

// What was taken in is durable and can be found when it returns.
Result<pipeline::AddReport> take_in(const Taking& taking, Tools& tools,
                                    const pipeline::Observer& observer);

}  // namespace isthmus::watch

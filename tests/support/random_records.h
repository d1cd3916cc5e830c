// Random records for round trips and properties: every field may be empty or filled, texts mix
// scripts.
#pragma once

#include <random>

#include "schema/record.h"

namespace isthmus::testing {

// The same generator state, the same record. It is complete: complete_record() accepts it and
// changes nothing.
Record random_record(std::mt19937_64& generator);

// A record with every field set, the same for ever: what the stored fixtures hold.
Record known_record();

}  // namespace isthmus::testing

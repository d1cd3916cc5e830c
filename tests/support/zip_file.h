// ZIP files made in memory, for tests of the formats that are such.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/packing.h"

namespace isthmus::testing {

// Path and bytes, in the order in which they are to stand.
using ZipMembers = std::vector<std::pair<std::string, std::string>>;

std::string zip_file(const ZipMembers& members, Packing packing = Packing::kZip);

}  // namespace isthmus::testing

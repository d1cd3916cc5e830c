// ZIP files made in memory, for tests of the formats that are such.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace isthmus::testing {

// Path and bytes, in the order in which they are to stand.
using ZipMembers = std::vector<std::pair<std::string, std::string>>;

enum class Packing { kStored, kDeflated };

std::string zip_file(const ZipMembers& members, Packing packing = Packing::kDeflated);

}  // namespace isthmus::testing

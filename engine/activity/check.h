// Checking the activity of a repository: everything in it can be read and stands where it belongs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "schema/result.h"

namespace isthmus::activity {

struct Counts {
  std::uint64_t link_decisions = 0;
  std::uint64_t gap_decisions = 0;
  std::uint64_t searches = 0;
};

// Tells each problem in a sentence, and gives how much is whole. Where there is no activity there is
// none to be damaged; one that cannot be opened is a problem. Reads beside a process that writes.
Counts check(const std::filesystem::path& repository,
             const std::function<void(std::string)>& problem);

}  // namespace isthmus::activity

// A command that writes, while `watch` holds the repository: the watcher does it, this process shows
// what it says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/commands/context.h"

namespace isthmus::commands {

struct Handing {
  std::vector<std::string> words;  // the command line, the program's name first
  bool wants_input = false;        // the command reads standard input
};

// The exit status of the command; nothing when no watcher listens, and the command is this
// process's own business. Errors: as indexer/watch/handing.h; kTooLarge for what stands on standard
// input.
Result<std::optional<int>> hand_over(const Context& context, const Handing& handing);

}  // namespace isthmus::commands

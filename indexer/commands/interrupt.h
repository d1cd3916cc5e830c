// SIGINT and SIGTERM as a wish to stop in good order.
#pragma once

#include <atomic>

namespace isthmus::commands {

// From now on the first of the signals sets the flag, a second one ends the program at once.
const std::atomic<bool>& catch_interrupts();

}  // namespace isthmus::commands

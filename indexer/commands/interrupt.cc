#include "indexer/commands/interrupt.h"

#include <csignal>

namespace isthmus::commands {
namespace {

std::atomic<bool> stop_wanted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler writes it");

extern "C" void want_stop(int) { stop_wanted.store(true); }

void stop_on(int signal) {
  struct sigaction action = {};
  action.sa_handler = want_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(signal, &action, nullptr);
}

}  // namespace

const std::atomic<bool>& catch_interrupts() {
  stop_on(SIGINT);
  stop_on(SIGTERM);
  return stop_wanted;
}

}  // namespace isthmus::commands

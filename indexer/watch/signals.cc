#include "indexer/watch/signals.h"

#include <csignal>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace isthmus::watch {
namespace {

// What a signal handler may touch.
std::atomic<bool> is_end_wanted{false};
std::atomic<bool> is_reload_wanted{false};
std::atomic<bool> is_stop_wanted{false};
std::atomic<int> main_descriptor{-1};
std::atomic<int> desk_descriptor{-1};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void raise_alarm(int descriptor) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

extern "C" void on_end(int) {
  is_end_wanted = true;
  is_stop_wanted = true;
  raise_alarm(main_descriptor);
  raise_alarm(desk_descriptor);
}

extern "C" void on_reload(int) {
  is_reload_wanted = true;
  raise_alarm(main_descriptor);
}

void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(signal, &action, nullptr);
}

}  // namespace

Signals::Signals() {
  main_descriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  desk_descriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  handle(SIGTERM, on_end, static_cast<int>(SA_RESETHAND));
  handle(SIGINT, on_end, static_cast<int>(SA_RESETHAND));
  handle(SIGHUP, on_reload, SA_RESTART);
}

Signals::~Signals() {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) handle(signal, SIG_DFL, 0);
  ::close(main_descriptor.exchange(-1));
  ::close(desk_descriptor.exchange(-1));
}

int Signals::main_alarm() const { return main_descriptor; }
int Signals::desk_alarm() const { return desk_descriptor; }
void Signals::ring() const { raise_alarm(main_descriptor); }

void Signals::quiet(int alarm) {
  std::uint64_t ignored = 0;
  while (::read(alarm, &ignored, sizeof ignored) > 0) continue;
}

bool Signals::is_ending() const { return is_end_wanted; }
bool Signals::take_reload() { return is_reload_wanted.exchange(false); }

const std::atomic<bool>& Signals::stop() const { return is_stop_wanted; }
void Signals::stop_work() { is_stop_wanted = true; }
void Signals::begin_work() {
  is_stop_wanted = false;
  if (is_end_wanted) is_stop_wanted = true;
}

}  // namespace isthmus::watch

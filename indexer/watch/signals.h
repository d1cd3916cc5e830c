// SIGTERM and SIGINT as a wish to end in good order, SIGHUP as a wish to read the configuration
// again.
//
// The wish to end is also a wish to stop for the work under way. A second SIGTERM or SIGINT ends the
// program at once.
//
// Threads: any. One a process.
#pragma once

#include <atomic>

namespace isthmus::watch {

class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Readable after a signal, until quieted: one for each of the two threads that wait.
  int main_alarm() const;
  int desk_alarm() const;
  // Wakes who waits for the main alarm.
  void ring() const;
  static void quiet(int alarm);

  bool is_ending() const;
  bool take_reload();

  // Of the work under way. begin_work() makes it false, unless the end is wanted.
  const std::atomic<bool>& stop() const;
  void begin_work();
  void stop_work();
};

}  // namespace isthmus::watch

// Follows the repository: asks five times a second whether the writer has published a new generation,
// and what another searchd has written.
//
// Threads: one of its own from start() to stop(); refresh() and status() from any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "engine/repository/reader.h"
#include "searchd/activity.h"

namespace isthmus::searchd {

class Follower {
 public:
  static constexpr std::chrono::milliseconds kInterval{200};

  Follower(repository::Reader& reader, ActivityHold& activity)
      : reader_(reader), activity_(activity) {}
  ~Follower() { stop(); }

  void start();
  void stop();
  // Asks at once, in the caller's thread.
  void refresh();

  struct Status {
    std::chrono::milliseconds since_success{0};
    std::string problem;  // of the last poll; empty when it went well
  };
  Status status() const;

 private:
  void run();

  repository::Reader& reader_;
  ActivityHold& activity_;
  std::mutex poll_mutex_;  // one poll at a time
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point last_success_ = std::chrono::steady_clock::now();
  std::string problem_;
  std::thread thread_;
};

}  // namespace isthmus::searchd

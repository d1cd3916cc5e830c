#include "searchd/follower.h"

#include <spdlog/spdlog.h>

namespace isthmus::searchd {

void Follower::start() {
  thread_ = std::thread([this] { run(); });
}

void Follower::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Follower::run() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, kInterval, [this] { return stopping_; })) {
    lock.unlock();
    refresh();
    lock.lock();
  }
}

void Follower::refresh() {
  const std::lock_guard polling(poll_mutex_);
  activity_.refresh();
  const Result<bool> polled = reader_.poll();
  if (polled && *polled) spdlog::info("generation position={}", reader_.snapshot()->position());
  const std::string problem = polled ? std::string() : to_string(polled.error());
  const std::lock_guard lock(mutex_);
  if (!problem.empty() && problem != problem_) spdlog::error("follower {}", problem);
  problem_ = problem;
  if (polled) last_success_ = std::chrono::steady_clock::now();
}

Follower::Status Follower::status() const {
  const std::lock_guard lock(mutex_);
  const auto age = std::chrono::steady_clock::now() - last_success_;
  return {std::chrono::duration_cast<std::chrono::milliseconds>(age), problem_};
}

}  // namespace isthmus::searchd

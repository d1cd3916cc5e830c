// Workers whose results come back in the order of their jobs, with a bound on how many jobs are
// under way.
//
// One thread pushes jobs and closes; one thread takes results; `work` runs on any of the workers.
// The bound keeps memory flat when taking is slower than pushing. abandon() makes everybody return
// soon; the destructor does so too and joins.
//
// Workers give way to the threads that take and write their results: those are one each, and
// everything waits for them.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <sys/resource.h>

namespace isthmus::pipeline {

template <typename Job, typename Output>
class OrderedWorkers {
 public:
  OrderedWorkers(std::size_t workers, std::size_t bound, std::function<Output(Job)> work)
      : bound_(bound), work_(std::move(work)) {
    for (std::size_t i = 0; i < workers; ++i) threads_.emplace_back([this] { run(); });
  }
  ~OrderedWorkers() {
    abandon();
    for (std::thread& thread : threads_) thread.join();
  }
  OrderedWorkers(const OrderedWorkers&) = delete;
  OrderedWorkers& operator=(const OrderedWorkers&) = delete;

  // Waits while too many jobs are under way. False after abandon().
  bool push(Job job) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_abandoned_ || pushed_ - taken_ < bound_; });
    if (is_abandoned_) return false;
    jobs_.emplace_back(pushed_++, std::move(job));
    changed_.notify_all();
    return true;
  }

  // No more jobs will come.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

  // The next result in the order of the jobs; nothing after the last one or after abandon().
  std::optional<Output> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return is_abandoned_ || results_.contains(taken_) || (is_closed_ && taken_ == pushed_);
    });
    if (is_abandoned_ || taken_ == pushed_) return std::nullopt;
    auto result = results_.extract(taken_++);
    changed_.notify_all();
    return std::move(result.mapped());
  }

  void abandon() {
    const std::lock_guard lock(mutex_);
    is_abandoned_ = true;
    changed_.notify_all();
  }

 private:
  void run() {
    ::setpriority(PRIO_PROCESS, 0, kNiceness);  // on Linux of this thread alone
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return is_abandoned_ || !jobs_.empty() || is_closed_; });
      if (is_abandoned_ || jobs_.empty()) return;
      auto [number, job] = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      Output output = work_(std::move(job));
      lock.lock();
      results_.emplace(number, std::move(output));
      changed_.notify_all();
    }
  }

  static constexpr int kNiceness = 10;

  const std::size_t bound_;
  const std::function<Output(Job)> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<std::uint64_t, Job>> jobs_;
  std::map<std::uint64_t, Output> results_;
  std::uint64_t pushed_ = 0;
  std::uint64_t taken_ = 0;
  bool is_closed_ = false;
  bool is_abandoned_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace isthmus::pipeline

// Admission: so many at a time, so many waiting, the rest is told to come back.
//
// More searches at a time than processors only make each of them slower; a short queue keeps them
// fast, a bounded one keeps a flood from using up every connection. Who waits goes first, in the
// order of coming: without that, a busy connection overtakes the others again and again.
//
// Errors: kBusy when the queue is full or the wait too long.
// Threads: any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "schema/result.h"

namespace isthmus::searchd {

class Gate {
 public:
  static constexpr std::chrono::seconds kLongestWait{10};

  // The right to go on; gives its place back on destruction.
  class Pass {
   public:
    explicit Pass(Gate* gate) : gate_(gate) {}
    ~Pass() {
      if (gate_ != nullptr) gate_->leave();
    }
    Pass(Pass&& other) noexcept : gate_(other.gate_) { other.gate_ = nullptr; }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    Pass& operator=(Pass&&) = delete;

   private:
    Gate* gate_;
  };

  Gate(std::size_t places, std::size_t max_waiting) : free_(places), max_waiting_(max_waiting) {}

  Result<Pass> enter();

 private:
  void leave();

  struct Waiter {
    std::condition_variable called;
    bool has_place = false;
  };

  std::mutex mutex_;
  std::size_t free_;
  std::deque<Waiter*> queue_;
  const std::size_t max_waiting_;
};

}  // namespace isthmus::searchd

// Admission: so many at a time, so many waiting, the rest is told to come back.
//
// More searches at a time than processors only make each of them slower; a short queue keeps them
// fast, a bounded one keeps a flood from using up every connection. Errors: kBusy when the queue is
// full or the wait too long. Threads: any.
#pragma once

#include <chrono>
#include <condition_variable>
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

  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t free_;
  std::size_t waiting_ = 0;
  const std::size_t max_waiting_;
};

}  // namespace isthmus::searchd

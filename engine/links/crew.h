// Work on many nodes by a few threads, each with a matcher of its own.
#pragma once

#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

#include "engine/links/matcher.h"

namespace isthmus::links {

class Crew {
 public:
  explicit Crew(const NodeSet& nodes) {
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
    matchers_.assign(threads, Matcher(nodes));
  }

  Matcher& first() { return matchers_.front(); }

  // Calls work(i, matcher) for every i below `count`, in any order and at the same time.
  void run(std::size_t count, const std::function<void(std::size_t, Matcher&)>& work) {
    const std::size_t helpers = count < kWorthThreads ? 0 : matchers_.size() - 1;
    const auto share = [&](std::size_t part) {
      for (std::size_t i = part; i < count; i += helpers + 1) work(i, matchers_[part]);
    };
    std::vector<std::thread> threads;
    for (std::size_t part = 1; part <= helpers; ++part) threads.emplace_back(share, part);
    share(0);
    for (std::thread& thread : threads) thread.join();
  }

 private:
  static constexpr std::size_t kWorthThreads = 64;  // a thread costs about as much as one node
  std::vector<Matcher> matchers_;
};

}  // namespace isthmus::links

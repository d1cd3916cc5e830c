#include "indexer/pipeline/ordered_workers.h"

#include <atomic>
#include <chrono>

#include <doctest/doctest.h>

namespace isthmus::pipeline {
namespace {

TEST_CASE("results come back in the order of their jobs, whichever worker is slow") {
  OrderedWorkers<int, int> workers(4, 16, [](int job) {
    std::this_thread::sleep_for(std::chrono::microseconds(job % 7 * 100));
    return job * 2;
  });
  std::thread pushing([&] {
    for (int i = 0; i < 300; ++i) CHECK(workers.push(i));
    workers.close();
  });
  for (int i = 0; i < 300; ++i) CHECK(workers.take() == i * 2);
  CHECK(!workers.take());
  pushing.join();
}

TEST_CASE("no more jobs are under way than the bound says") {
  std::atomic<int> started{0};
  OrderedWorkers<int, int> workers(2, 3, [&](int job) {
    ++started;
    return job;
  });
  std::thread pushing([&] {
    for (int i = 0; i < 50; ++i) workers.push(i);
    workers.close();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(started.load() <= 3);
  int taken = 0;
  while (workers.take()) ++taken;
  CHECK(taken == 50);
  pushing.join();
}

TEST_CASE("abandoning lets everybody go") {
  OrderedWorkers<int, int> workers(2, 2, [](int job) { return job; });
  std::thread pushing([&] {
    while (workers.push(1)) {
    }
  });
  CHECK(workers.take() == 1);
  workers.abandon();
  pushing.join();
  CHECK(!workers.take());
}

TEST_CASE("no jobs give no results") {
  OrderedWorkers<int, int> workers(2, 2, [](int job) { return job; });
  workers.close();
  CHECK(!workers.take());
}

}  // namespace
}  // namespace isthmus::pipeline

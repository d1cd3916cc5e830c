// Listens on an address and gives every connection a thread for as long as it lasts.
//
// Threads are started as connections need them and kept, at most `max_connections`. When all are
// taken, the connection that has been idle longest is closed to make room; when none is idle, a
// newcomer is told 503 at once, so that nobody waits in silence.
//
// Errors: open() gives kIo, naming the address, when it cannot be bound; kUsage when it cannot be
// understood. Threads: run() from one; stop() from any.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "schema/result.h"
#include "searchd/connection.h"

namespace isthmus::searchd {

class Listener {
 public:
  // Serves one connection until it ends; Connection::wait_for_request() says when.
  using Serve = std::function<void(Connection&)>;

  // `address`: "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; port 0 takes a free one.
  static Result<std::unique_ptr<Listener>> open(const std::string& address,
                                                std::size_t max_connections);
  ~Listener();

  // The address with the real port.
  const std::string& address() const { return address_; }
  // Takes connections until stop(); comes back when the requests in flight have been answered.
  void run(Serve serve);
  void stop();
  bool draining() const { return draining_.load(); }

 private:
  Listener(int socket, int wake, std::string address, std::size_t max_connections);
  void accept_all();
  void take(int descriptor);
  bool make_room();
  void work();

  const int socket_;
  const int wake_;  // eventfd: written by stop()
  const std::string address_;
  const std::size_t max_connections_;
  Serve serve_;
  std::atomic<bool> draining_{false};

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<int> waiting_;            // accepted, no thread yet
  std::set<Connection*> connections_;  // being served
  std::size_t free_threads_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace isthmus::searchd

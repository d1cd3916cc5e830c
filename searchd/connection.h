// One accepted TCP connection: buffered reading and writing within limits of size and time.
//
// Not a protocol: searchd/server.cc puts HTTP on top. A peer that sends too slowly, too much or
// nothing loses the connection, never more than one thread for kRequestTime, or what allow_time()
// adds to it.
//
// Threads: one, but for idle_since() and hang_up(), which any thread may call.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace isthmus::searchd {

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::chrono::seconds kIdleTime{5};  // between two requests
  static constexpr std::chrono::seconds kSilenceTime{
      5};  // within a request, or a peer that reads nothing
  static constexpr std::chrono::seconds kRequestTime{30};  // a whole request with its response

  // Takes over the descriptor of a connected, non-blocking socket. Once `closing` is true, there is
  // no next request.
  Connection(int descriptor, const std::atomic<bool>& closing);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Waits for the first byte of the next request and starts its clock. False when there will be
  // none: closed, idle for too long, hung up, or closing.
  bool wait_for_request();
  // At most this many more bytes can be read; beyond, read() fails.
  void allow_bytes(std::size_t count) { allowance_ = count; }

  // The request under way may take this much longer.
  void allow_time(std::chrono::seconds more) { request_deadline_ += more; }

  // As read(2): 0 at the end, -1 on failure and beyond the limits. Sends first what is still to be
  // written.
  ssize_t read(char* target, std::size_t size);
  // Gathers; flush() sends. False when the peer has gone.
  bool write(std::string_view bytes);
  bool flush();
  bool readable() const { return !input_failed_; }
  bool writable() const { return !output_failed_; }

  // When the wait for the next request began; 0 while a request is served.
  std::int64_t idle_since() const { return idle_since_.load(); }
  // Ends the waiting for further requests; a request that is being served goes on.
  void hang_up();

  int descriptor() const { return descriptor_; }
  std::string peer_address() const;

 private:
  bool wait_until_ready(short events, Clock::time_point deadline) const;
  bool fill();
  void discard_rest();

  const int descriptor_;
  const std::atomic<bool>& closing_;
  std::string input_;
  std::size_t input_begin_ = 0;
  std::string output_;
  std::size_t allowance_ = 0;
  bool input_failed_ = false;
  bool input_cut_off_ = false;  // more came than was allowed
  bool output_failed_ = false;
  Clock::time_point request_deadline_{};
  std::atomic<std::int64_t> idle_since_{0};
};

}  // namespace isthmus::searchd

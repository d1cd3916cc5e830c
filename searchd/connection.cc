#include "searchd/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace isthmus::searchd {
namespace {

constexpr std::size_t kReadSize = 16 * 1024;
constexpr std::size_t kFlushSize = 256 * 1024;
constexpr std::size_t kDiscardSize = 16 * 1024 * 1024;
constexpr std::chrono::seconds kDiscardTime{2};

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

Connection::Connection(int descriptor, const std::atomic<bool>& closing)
    : descriptor_(descriptor), closing_(closing) {}

Connection::~Connection() {
  ::shutdown(descriptor_, SHUT_WR);
  if (input_cut_off_) discard_rest();
  ::close(descriptor_);
}

bool Connection::wait_until_ready(short events, Clock::time_point deadline) const {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{descriptor_, events, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::wait_for_request() {
  if (input_failed_ || output_failed_) return false;
  allowance_ = kReadSize;
  request_deadline_ = Clock::now() + kIdleTime;
  idle_since_ = std::max<std::int64_t>(1, Clock::now().time_since_epoch().count());
  // In this order: whoever sets `closing` hangs up what is idle afterwards, so that one of the two
  // sees the other.
  const bool began = !closing_ && (input_begin_ < input_.size() || fill());
  idle_since_ = 0;
  request_deadline_ = Clock::now() + kRequestTime;
  return began;
}

bool Connection::fill() {
  std::array<char, kReadSize> block;
  while (true) {
    const ssize_t count = ::recv(descriptor_, block.data(), block.size(), 0);
    if (count > 0) {
      input_.assign(block.data(), static_cast<std::size_t>(count));
      input_begin_ = 0;
      return true;
    }
    if (count == 0 || (!would_block() && errno != EINTR)) break;
    const auto deadline = std::min(request_deadline_, Clock::now() + kSilenceTime);
    if (!wait_until_ready(POLLIN, deadline)) break;
  }
  input_failed_ = true;
  return false;
}

// Closing with unread input would reset the connection, and the peer would lose the answer that
// says why.
void Connection::discard_rest() {
  std::array<char, kReadSize> block;
  const auto deadline = std::min(request_deadline_, Clock::now() + kDiscardTime);
  for (std::size_t total = 0; total < kDiscardSize;) {
    if (!wait_until_ready(POLLIN, deadline)) return;
    const ssize_t count = ::recv(descriptor_, block.data(), block.size(), 0);
    if (count <= 0) return;
    total += static_cast<std::size_t>(count);
  }
}

ssize_t Connection::read(char* target, std::size_t size) {
  if (!output_.empty() && !flush()) return -1;
  if (allowance_ == 0) input_failed_ = input_cut_off_ = true;
  if (input_failed_) return -1;
  if (input_begin_ == input_.size() && !fill()) return 0;
  const std::size_t count = std::min({size, input_.size() - input_begin_, allowance_});
  std::memcpy(target, input_.data() + input_begin_, count);
  input_begin_ += count;
  allowance_ -= count;
  return static_cast<ssize_t>(count);
}

bool Connection::write(std::string_view bytes) {
  output_ += bytes;
  return output_.size() < kFlushSize ? !output_failed_ : flush();
}

bool Connection::flush() {
  std::size_t sent = 0;
  while (sent < output_.size() && !output_failed_) {
    const ssize_t count =
        ::send(descriptor_, output_.data() + sent, output_.size() - sent, MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
    } else if (errno != EINTR) {
      const auto deadline = std::min(request_deadline_, Clock::now() + kSilenceTime);
      output_failed_ = !would_block() || !wait_until_ready(POLLOUT, deadline);
    }
  }
  output_.clear();
  return !output_failed_;
}

void Connection::hang_up() {
  idle_since_ = 0;
  ::shutdown(descriptor_, SHUT_RD);
}

std::string Connection::peer_address() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::getpeername(descriptor_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  const void* number =
      address.ss_family == AF_INET6
          ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr)
          : static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  const char* written = ::inet_ntop(address.ss_family, number, text.data(), text.size());
  return written == nullptr ? std::string() : std::string(written);
}

}  // namespace isthmus::searchd

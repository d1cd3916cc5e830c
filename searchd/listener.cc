#include "searchd/listener.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

// Connections that wait for accept(); the kernel cuts it to net.core.somaxconn.
constexpr int kBacklog = 1024;

// What a connection hears for which there is no thread.
std::string full_answer() {
  constexpr std::string_view kBody =
      R"({"type":"about:blank","title":"The service cannot answer just now; try again.","status":503,)"
      R"("detail":"every connection is in use","code":"unavailable"})";
  return "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
         "Content-Type: application/problem+json\r\nContent-Length: " +
         std::to_string(kBody.size()) + "\r\n\r\n" + std::string(kBody);
}

struct Endpoint {
  std::string host;
  std::string port;
};

Result<Endpoint> parse_endpoint(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon + 1 == address.size()) {
    return Error{ErrorCode::kUsage, "the listening address " + quote(address) + " has no port",
                 "write it as HOST:PORT, for example 127.0.0.1:8080"};
  }
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return Endpoint{host, address.substr(colon + 1)};
}

Error failure_to_listen(const std::string& address, int number) {
  Error error{ErrorCode::kIo, "cannot listen on " + address + ": " + std::strerror(number)};
  if (number == EADDRINUSE)
    error.hint = "stop the other program or choose another --listen address";
  if (number == EACCES) error.hint = "ports below 1024 want privileges; choose a higher one";
  if (number == EADDRNOTAVAIL) error.hint = "this machine has no such address";
  return error;
}

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Result<AddressList> resolve(const Endpoint& endpoint, const std::string& address) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const char* host = endpoint.host.empty() ? nullptr : endpoint.host.c_str();
  const int problem = ::getaddrinfo(host, endpoint.port.c_str(), &hints, &found);
  if (problem != 0) {
    return Error{ErrorCode::kUsage,
                 "the listening address " + quote(address) +
                     " is not understood: " + ::gai_strerror(problem),
                 "write it as HOST:PORT, for example 127.0.0.1:8080"};
  }
  return AddressList(found, &::freeaddrinfo);
}

// A listening socket, or -1 with errno.
int listen_on(const addrinfo& candidate) {
  const int type = candidate.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const int socket = ::socket(candidate.ai_family, type, candidate.ai_protocol);
  if (socket < 0) return -1;
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(socket, candidate.ai_addr, candidate.ai_addrlen) == 0 &&
      ::listen(socket, kBacklog) == 0) {
    return socket;
  }
  const int number = errno;
  ::close(socket);
  errno = number;
  return -1;
}

std::string with_real_port(int socket, const std::string& address) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size);
  const in_port_t port = bound.ss_family == AF_INET6
                             ? reinterpret_cast<const sockaddr_in6&>(bound).sin6_port
                             : reinterpret_cast<const sockaddr_in&>(bound).sin_port;
  return address.substr(0, address.rfind(':') + 1) + std::to_string(ntohs(port));
}

void refuse(int descriptor) {
  // The answer fits into the socket's buffer; a peer that has gone is no loss.
  const std::string answer = full_answer();
  [[maybe_unused]] const ssize_t sent =
      ::send(descriptor, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::close(descriptor);
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(const std::string& address,
                                                 std::size_t max_connections) {
  const Endpoint endpoint = TRY(parse_endpoint(address));
  const AddressList candidates = TRY(resolve(endpoint, address));
  int number = EADDRNOTAVAIL;
  for (const addrinfo* entry = candidates.get(); entry != nullptr; entry = entry->ai_next) {
    const int socket = listen_on(*entry);
    if (socket >= 0) {
      const int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
      return std::unique_ptr<Listener>(
          new Listener(socket, wake, with_real_port(socket, address), max_connections));
    }
    number = errno;
  }
  return failure_to_listen(address, number);
}

Listener::Listener(int socket, int wake, std::string address, std::size_t max_connections)
    : socket_(socket),
      wake_(wake),
      address_(std::move(address)),
      max_connections_(std::max<std::size_t>(max_connections, 1)) {}

Listener::~Listener() {
  ::close(socket_);
  ::close(wake_);
}

void Listener::run(Serve serve) {
  serve_ = std::move(serve);
  accept_all();
  {
    const std::lock_guard lock(mutex_);
    for (Connection* connection : connections_) {
      if (connection->idle_since() != 0) connection->hang_up();
    }
    arrived_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Listener::stop() {
  draining_ = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
}

void Listener::accept_all() {
  while (!draining()) {
    std::array<pollfd, 2> entries{pollfd{socket_, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    ::poll(entries.data(), entries.size(), -1);
    if (draining()) return;
    const int descriptor = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      take(descriptor);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      const std::lock_guard lock(mutex_);
      make_room();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

// Called with the mutex held. Closes the connection that has been idle longest; false when none is
// idle.
bool Listener::make_room() {
  Connection* longest = nullptr;
  for (Connection* connection : connections_) {
    if (connection->idle_since() == 0) continue;
    if (longest == nullptr || connection->idle_since() < longest->idle_since())
      longest = connection;
  }
  if (longest != nullptr) longest->hang_up();
  return longest != nullptr;
}

void Listener::take(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const std::lock_guard lock(mutex_);
  const bool full = connections_.size() + waiting_.size() >= max_connections_;
  if (full && (waiting_.size() >= max_connections_ || !make_room())) {
    refuse(descriptor);
    return;
  }
  waiting_.push_back(descriptor);
  if (free_threads_ < waiting_.size() && threads_.size() < max_connections_) {
    ++free_threads_;
    threads_.emplace_back([this] { work(); });
  }
  arrived_.notify_one();
}

// The life of one thread; it counts as free until it takes a connection.
void Listener::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return !waiting_.empty() || draining(); });
    if (waiting_.empty()) return;
    const int descriptor = waiting_.front();
    waiting_.pop_front();
    --free_threads_;
    auto connection = std::make_unique<Connection>(descriptor, draining_);
    connections_.insert(connection.get());
    lock.unlock();
    serve_(*connection);
    lock.lock();
    connections_.erase(connection.get());
    ++free_threads_;
    lock.unlock();
    connection.reset();
    lock.lock();
  }
}

}  // namespace isthmus::searchd

#include "indexer/harvest/web.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>

#include "indexer/harvest/bounded_stream.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook(100);  // how often a request under way is looked at
constexpr std::uint64_t kBesideBody = 1 << 20;   // of heads and chunk sizes

enum class Ending : std::uint8_t { kNone, kTooSlow, kStopped };

// Looks after one request from a thread of its own, and ends it when it takes too long or the user
// stops it.
class Watch {
 public:
  Watch(httplib::ClientImpl& client, std::chrono::seconds whole, const std::atomic<bool>* stop)
      : client_(client), stop_(stop), deadline_(Clock::now() + whole), thread_([this] { run(); }) {}
  ~Watch() { finish(); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Ends the watch. Why the request was ended; kNone when it was not.
  Ending finish() {
    {
      const std::lock_guard lock(mutex_);
      is_done_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    return ending_;
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kLook, [&] { return is_done_; })) {
      if (stop_ != nullptr && stop_->load()) ending_ = Ending::kStopped;
      if (ending_ == Ending::kNone && Clock::now() > deadline_) ending_ = Ending::kTooSlow;
      if (ending_ != Ending::kNone) client_.stop();  // again and again: it may just be connecting
    }
  }

  httplib::ClientImpl& client_;
  const std::atomic<bool>* stop_;
  const Clock::time_point deadline_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_done_ = false;
  Ending ending_ = Ending::kNone;
  std::thread thread_;
};

bool is_ready(int socket, short event, std::chrono::milliseconds timeout) {
  pollfd waiting{socket, event, 0};
  int count = 0;
  do {
    count = ::poll(&waiting, 1, static_cast<int>(timeout.count()));
  } while (count < 0 && errno == EINTR);
  return count > 0;
}

// The connection as the library's stream, within bounds. `tls` may be null.
class BoundedStream final : public httplib::Stream {
 public:
  BoundedStream(int socket, SSL* tls, const WebLimits& limits)
      : socket_(socket), tls_(tls), limits_(limits), bounds_(limits.body_bytes + kBesideBody) {}

  bool is_readable() const override {
    return !pending_.empty() || (tls_ != nullptr && SSL_pending(tls_) > 0) ||
           is_ready(socket_, POLLIN, limits_.silence);
  }
  bool is_writable() const override { return is_ready(socket_, POLLOUT, limits_.connecting); }

  ssize_t read(char* target, std::size_t size) override {
    if (pending_.empty() && !receive()) return -1;
    const std::size_t count = std::min(size, pending_.size());
    std::copy_n(pending_.data(), count, target);
    pending_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    if (!is_writable()) return -1;
    if (tls_ != nullptr) return SSL_write(tls_, bytes, static_cast<int>(size));
    return ::send(socket_, bytes, size, MSG_NOSIGNAL);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_; }

  bool is_beyond() const { return is_beyond_; }

 private:
  // False on a fault. At the end of the connection nothing is pending.
  bool receive() {
    if (is_beyond_ || !is_readable()) return false;
    const int size = static_cast<int>(buffer_.size());
    const ssize_t count = tls_ != nullptr ? SSL_read(tls_, buffer_.data(), size)
                                          : ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (count < 0) return false;
    pending_ = {buffer_.data(), static_cast<std::size_t>(count)};
    is_beyond_ = !bounds_.take(pending_);
    if (is_beyond_) pending_ = {};
    return !is_beyond_;
  }

  const int socket_;
  SSL* const tls_;
  const WebLimits& limits_;
  HeadBounds bounds_;
  std::array<char, 16 << 10> buffer_{};
  std::string_view pending_;
  bool is_beyond_ = false;
};

// The library's client with its stream exchanged.
template <typename Client>
class BoundedClient final : public Client {
 public:
  BoundedClient(const Address& address, const WebLimits& limits, bool& is_beyond)
      : Client(address.host, address.port), limits_(limits), is_beyond_(is_beyond) {}

 private:
  bool process_socket(const httplib::ClientImpl::Socket& socket,
                      std::function<bool(httplib::Stream&)> callback) override {
    BoundedStream stream(socket.sock, socket.ssl, limits_);
    const bool is_answered = callback(stream);
    is_beyond_ = stream.is_beyond();
    return is_answered;
  }

  const WebLimits& limits_;
  bool& is_beyond_;
};

Error too_large(const std::string& origin, std::uint64_t limit) {
  return {ErrorCode::kTooLarge,
          "an answer of " + origin + " is larger than " + std::to_string(limit >> 20) + " MB",
          "ask the repository for shorter lists, or for a set with --set"};
}

Error beyond(const std::string& origin) {
  return {ErrorCode::kTooLarge,
          origin + " answers with something other than HTTP, or with more than is taken",
          "check the address"};
}

Error unavailable(const std::string& origin, const std::string& what) {
  return {ErrorCode::kUnavailable, origin + " " + what,
          "check the address and the network; the same command goes on where it stopped"};
}

Error error_of(httplib::Error fault, const std::string& origin) {
  switch (fault) {
    case httplib::Error::Connection:
      return unavailable(origin, "cannot be reached");
    case httplib::Error::ConnectionTimeout:
      return unavailable(origin, "does not take the connection");
    case httplib::Error::Read:
      return unavailable(origin, "stopped before its answer was complete");
    case httplib::Error::SSLConnection:
      return unavailable(origin, "does not speak TLS as it should");
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return {ErrorCode::kIo, "the certificate of " + origin + " is not trusted",
              "install its authority's certificate, or name it in SSL_CERT_FILE"};
    default:
      return unavailable(origin, "cannot be asked (" + httplib::to_string(fault) + ")");
  }
}

class HttplibWeb final : public Web {
 public:
  HttplibWeb(WebLimits limits, const std::atomic<bool>* stop) : limits_(limits), stop_(stop) {}

  Result<WebAnswer> get(const std::string& url) override {
    const Address address = TRY(parse_address(url));
    try {
      connect(address);
      return request(address);
    } catch (const std::exception& fault) {
      return unavailable(address.origin, std::string("cannot be asked: ") + fault.what());
    }
  }

 private:
  // Keeps the connection while requests go to the same server.
  void connect(const Address& address) {
    if (client_ != nullptr && address.origin == origin_) return;
    if (address.origin.starts_with("https:")) {
      client_ = std::make_unique<BoundedClient<httplib::SSLClient>>(address, limits_, is_beyond_);
    } else {
      client_ = std::make_unique<BoundedClient<httplib::ClientImpl>>(address, limits_, is_beyond_);
    }
    origin_ = address.origin;
    client_->set_keep_alive(true);
    client_->set_follow_location(false);
    client_->set_url_encode(false);
    client_->set_tcp_nodelay(true);
    client_->set_connection_timeout(limits_.connecting);
    client_->set_read_timeout(limits_.silence);
    client_->set_write_timeout(limits_.connecting);
  }

  Result<WebAnswer> request(const Address& address) {
    WebAnswer answer;
    bool is_too_large = false;
    const auto take_head = [&](const httplib::Response& response) {
      answer.status = response.status;
      answer.retry_after = response.get_header_value("Retry-After");
      answer.location = response.get_header_value("Location");
      return true;
    };
    const auto take_body = [&](const char* bytes, std::size_t size) {
      is_too_large = size > limits_.body_bytes - answer.body.size();
      if (!is_too_large) answer.body.append(bytes, size);
      return !is_too_large;
    };
    const httplib::Headers headers = {{"User-Agent", "isthmus-indexer (OAI-PMH harvester)"},
                                      {"Accept", "application/xml, text/xml, */*;q=0.5"},
                                      {"Accept-Encoding", "gzip, deflate"}};
    is_beyond_ = false;
    Watch watch(*client_, limits_.whole, stop_);
    const httplib::Result result = client_->Get(address.target, headers, take_head, take_body);
    const Ending ending = watch.finish();
    if (is_too_large) return too_large(address.origin, limits_.body_bytes);
    if (is_beyond_) return beyond(address.origin);
    if (ending == Ending::kStopped) return unavailable(address.origin, "was not waited for");
    if (result) return answer;
    if (ending == Ending::kTooSlow)
      return unavailable(address.origin, "takes too long for one answer");
    return error_of(result.error(), address.origin);
  }

  const WebLimits limits_;
  const std::atomic<bool>* stop_;
  std::string origin_;
  bool is_beyond_ = false;  // of the last request
  std::unique_ptr<httplib::ClientImpl> client_;
};

}  // namespace

std::unique_ptr<Web> open_web(WebLimits limits, const std::atomic<bool>* stop) {
  return std::make_unique<HttplibWeb>(limits, stop);
}

}  // namespace isthmus::harvest

#include "indexer/harvest/web.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <httplib.h>

#include "indexer/harvest/received_bytes.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook(100);  // how often a request under way is looked at
constexpr std::uint64_t kHeadBytes = 1 << 20;    // of headers and chunk sizes, beside the body

enum class Ending : std::uint8_t { kNone, kTooLarge, kTooSlow, kStopped };

// Looks after one request from a thread of its own, and ends it when it goes beyond its limits: the
// library bounds neither its time nor its headers.
class Watch {
 public:
  Watch(httplib::Client& client, const std::atomic<int>& socket, const WebLimits& limits,
        const std::atomic<bool>* stop)
      : client_(client),
        socket_(socket),
        limits_(limits),
        stop_(stop),
        deadline_(Clock::now() + limits.whole),
        received_before_(received_bytes(socket.load())),
        watched_(socket.load()),
        thread_([this] { run(); }) {}
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
      if (ending_ == Ending::kNone) ending_ = reason_to_end();
      if (ending_ != Ending::kNone) client_.stop();  // again and again: it may just be connecting
    }
  }
  Ending reason_to_end() {
    if (stop_ != nullptr && stop_->load()) return Ending::kStopped;
    if (Clock::now() > deadline_) return Ending::kTooSlow;
    const int socket = socket_.load();
    if (socket != watched_) {
      watched_ = socket;
      received_before_ = 0;
    }
    const std::uint64_t received = received_bytes(socket);
    const bool is_large = received > received_before_ &&
                          received - received_before_ > limits_.body_bytes + kHeadBytes;
    return is_large ? Ending::kTooLarge : Ending::kNone;
  }

  httplib::Client& client_;
  const std::atomic<int>& socket_;
  const WebLimits& limits_;
  const std::atomic<bool>* stop_;
  const Clock::time_point deadline_;
  std::uint64_t received_before_;  // on this connection, by earlier requests
  int watched_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_done_ = false;
  Ending ending_ = Ending::kNone;
  std::thread thread_;
};

Error too_large(const std::string& origin, std::uint64_t limit) {
  return {ErrorCode::kTooLarge,
          "an answer of " + origin + " is larger than " + std::to_string(limit >> 20) + " MB",
          "ask the repository for shorter lists, or for a set with --set"};
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
      connect(address.origin);
      return request(address);
    } catch (const std::exception& fault) {
      return unavailable(address.origin, std::string("cannot be asked: ") + fault.what());
    }
  }

 private:
  // Keeps the connection while requests go to the same server.
  void connect(const std::string& origin) {
    if (client_ != nullptr && origin == origin_) return;
    socket_ = -1;
    client_ = std::make_unique<httplib::Client>(origin);
    origin_ = origin;
    client_->set_keep_alive(true);
    client_->set_follow_location(false);
    client_->set_url_encode(false);
    client_->set_tcp_nodelay(true);
    client_->set_connection_timeout(limits_.connecting);
    client_->set_read_timeout(limits_.silence);
    client_->set_write_timeout(limits_.connecting);
    client_->set_socket_options([this](socket_t socket) { socket_ = socket; });
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
    Watch watch(*client_, socket_, limits_, stop_);
    const httplib::Result result = client_->Get(address.target, headers, take_head, take_body);
    const Ending ending = watch.finish();
    if (is_too_large || ending == Ending::kTooLarge)
      return too_large(address.origin, limits_.body_bytes);
    if (ending == Ending::kStopped) return unavailable(address.origin, "was not waited for");
    if (result) return answer;
    if (ending == Ending::kTooSlow)
      return unavailable(address.origin, "takes too long for one answer");
    return error_of(result.error(), address.origin);
  }

  const WebLimits limits_;
  const std::atomic<bool>* stop_;
  std::string origin_;
  std::atomic<int> socket_{-1};
  std::unique_ptr<httplib::Client> client_;
};

}  // namespace

std::unique_ptr<Web> open_web(WebLimits limits, const std::atomic<bool>* stop) {
  return std::make_unique<HttplibWeb>(limits, stop);
}

}  // namespace isthmus::harvest

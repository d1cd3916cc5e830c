#include "searchd/server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <semaphore>

#include <httplib.h>

#include "schema/wording.h"
#include "searchd/listener.h"
#include "searchd/problem.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kCompressFrom = 1400;       // smaller bodies fit into one packet anyway
constexpr std::size_t kMaxHead = 64 * 1024;       // request line and headers together
constexpr std::size_t kBodyOverhead = 16 * 1024;  // chunk sizes, part headers
constexpr std::size_t kSkippedBodies = 4;   // times the limit: read, so that the refusal arrives
constexpr std::ptrdiff_t kLargeBodies = 4;  // in memory at a time
constexpr std::size_t kSlowestUpload = 64 * 1024;  // bytes a second of a large body

// Request bodies are never decompressed; the header is put aside under this name, and the request
// refused.
constexpr const char* kRefusedEncoding = "X-Refused-Content-Encoding";

// The type of a multipart body is put aside under this name: the library would take the body apart
// by regular expressions and forget the order of the parts.
constexpr const char* kKeptType = "X-Kept-Content-Type";

// No script, style or frame but our own files; a page cannot be framed, and no address leaks to
// other sites.
constexpr const char* kContentSecurity =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src "
    "'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// The connection as the library's stream. In the request line, a '?' after the first is passed on
// encoded: the library refuses a target with two, which RFC 3986 (3.4) allows.
class HttpStream final : public httplib::Stream {
 public:
  explicit HttpStream(Connection& connection) : connection_(connection) {}

  void begin_request() {
    in_request_line_ = true;
    marks_ = 0;
  }

  bool is_readable() const override { return connection_.readable(); }
  bool is_writable() const override { return connection_.writable(); }
  ssize_t read(char* target, std::size_t size) override {
    if (!in_request_line_) return connection_.read(target, size);
    if (!pending_.empty()) return read_pending(target);
    const ssize_t count = connection_.read(target, 1);
    if (count == 1) watch_request_line(*target);
    return count;
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    return connection_.write({bytes, size}) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = connection_.peer_address();
    port = 0;
  }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return connection_.descriptor(); }

 private:
  ssize_t read_pending(char* target) {
    *target = pending_.front();
    pending_.remove_prefix(1);
    return 1;
  }
  void watch_request_line(char& c) {
    if (c == '\n') in_request_line_ = false;
    if (c != '?' || ++marks_ == 1) return;
    c = '%';
    pending_ = "3F";
  }

  Connection& connection_;
  bool in_request_line_ = false;
  int marks_ = 0;
  std::string_view pending_;
};

// What the library gives for itself, over and above what the client sent.
bool is_pseudo_header(const std::string& name) {
  return name == "REMOTE_ADDR" || name == "REMOTE_PORT" || name == "LOCAL_ADDR" ||
         name == "LOCAL_PORT";
}

Request translate(const httplib::Request& from) {
  Request request;
  request.method = from.method;
  set_target(request, from.target);
  for (const auto& [name, value] : from.headers) {
    if (is_pseudo_header(name)) continue;
    request.headers.push_back({name == kKeptType ? "Content-Type" : name, valid_utf8(value)});
  }
  request.remote_address = from.remote_addr;
  return request;
}

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

void translate(Response&& from, httplib::Response& to) {
  to.status = from.status;
  to.headers.clear();
  for (const Header& header : from.headers) to.set_header(header.name, header.value);
  to.set_header("Date", http_date());
  to.set_header("Content-Security-Policy", kContentSecurity);
  to.set_header("X-Content-Type-Options", "nosniff");
  to.set_header("Referrer-Policy", "same-origin");
  to.set_header("Cross-Origin-Opener-Policy", "same-origin");
  to.body = std::move(from.body);
  if (!to.body.empty() || from.status == 200) to.set_header("Content-Type", from.content_type);
}

bool has_body(const httplib::Request& request) {
  const std::string length = request.get_header_value("Content-Length");
  return request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
}

std::uint64_t announced_length(const httplib::Request& request) {
  return request.get_header_value<std::uint64_t>("Content-Length");
}

void put_aside(httplib::Request& request, const char* name, const char* kept) {
  const std::string value = request.get_header_value(name);
  request.headers.erase(kept);
  request.headers.erase(name);
  if (!value.empty()) request.set_header(kept, value);
}

bool takes_body(const std::string& method) {
  return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

const std::string& reason_for(int status) {
  static const std::string kLine = "the request line or a header is malformed";
  static const std::string kTarget = "the address is longer than 8,192 bytes";
  static const std::string kBody = "the request's body is larger than the limit";
  static const std::string kRange = "the Range header is malformed";
  static const std::string kOther = "the request cannot be answered";
  switch (status) {
    case 400:
      return kLine;
    case 413:
      return kBody;
    case 414:
      return kTarget;
    case 416:
      return kRange;
    default:
      return kOther;
  }
}

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const std::string_view element = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), element.size() + 1));
    const std::size_t name = element.find("gzip");
    if (name != std::string_view::npos && element.find("q=0", name) == std::string_view::npos)
      return true;
  }
  return false;
}

// Gives a place back at the end of the scope.
class Releaser {
 public:
  explicit Releaser(std::counting_semaphore<kLargeBodies>* places) : places_(places) {}
  ~Releaser() {
    if (places_ != nullptr) places_->release();
  }
  Releaser(const Releaser&) = delete;
  Releaser& operator=(const Releaser&) = delete;

 private:
  std::counting_semaphore<kLargeBodies>* places_;
};

// The library with its accepting loop left out: one request at a time from a stream.
class Protocol final : public httplib::Server {
 public:
  Protocol(const ServerOptions& options, searchd::Server::Hooks hooks);
  void serve(Connection& connection, const Listener& listener);

 private:
  // Called between the headers and the body. True when this must be the connection's last request.
  bool prepare(httplib::Request& request, Connection& connection) const;
  Result<std::size_t> body_limit(const httplib::Request& original, const Request& head) const;
  // `body` is null for methods that have none.
  void answer(const httplib::Request& request, httplib::Response& response,
              const httplib::ContentReader* body) const;
  HandlerResponse answer_refusal(const httplib::Request& request,
                                 httplib::Response& response) const;
  Response answer_whole(const httplib::Request& original, Request& request,
                        const httplib::ContentReader& body) const;
  Response checked_answer(const httplib::Request& original, const Request& request) const;

  const std::size_t max_body_;
  const searchd::Server::Hooks hooks_;
  mutable std::counting_semaphore<kLargeBodies> large_bodies_{kLargeBodies};
};

Protocol::Protocol(const ServerOptions& options, searchd::Server::Hooks hooks)
    : max_body_(options.max_body), hooks_(std::move(hooks)) {
  set_keep_alive_max_count(10'000);
  set_keep_alive_timeout(Connection::kIdleTime.count());
  set_payload_max_length(std::max(max_body_, options.max_large_body));
  const auto respond = [this](const httplib::Request& request, httplib::Response& response) {
    answer(request, response, nullptr);
  };
  const auto respond_to_body = [this](const httplib::Request& request, httplib::Response& response,
                                      const httplib::ContentReader& body) {
    answer(request, response, &body);
  };
  // prepare() makes every path "/", so that the library's regular expressions never see what a
  // client sent.
  Get("/", respond).Options("/", respond);
  Post("/", respond_to_body).Put("/", respond_to_body);
  Patch("/", respond_to_body).Delete("/", respond_to_body);
  set_error_handler(HandlerWithResponse(
      [this](const auto& request, auto& response) { return answer_refusal(request, response); }));
}

void Protocol::serve(Connection& connection, const Listener& listener) {
  HttpStream stream(connection);
  while (connection.wait_for_request()) {
    connection.allow_bytes(kMaxHead);
    stream.begin_request();
    bool last = true;  // until the head has been understood: after a malformed one, what follows
                       // means nothing
    bool closed = false;
    const bool answered =
        process_request(stream, listener.draining(), closed,
                        [&](httplib::Request& request) { last = prepare(request, connection); });
    if (!connection.flush() || !answered || closed || last || listener.draining()) return;
  }
}

bool Protocol::prepare(httplib::Request& request, Connection& connection) const {
  request.path = "/";
  request.ranges.clear();
  const bool gzip = accepts_gzip(request.get_header_value("Accept-Encoding"));
  request.headers.erase("Accept-Encoding");
  if (gzip)
    request.set_header("Accept-Encoding",
                       "gzip");  // the library would prefer Brotli at its slowest
  put_aside(request, "Content-Encoding", kRefusedEncoding);
  request.headers.erase(kKeptType);
  if (request.is_multipart_form_data()) put_aside(request, "Content-Type", kKeptType);
  if (takes_body(request.method)) {
    if (!has_body(request)) {  // the library would wait for one that ends with the connection
      request.headers.erase("Content-Length");
      request.set_header("Content-Length", "0");
    }
    const std::size_t limit = body_limit(request, translate(request)).value_or(max_body_);
    connection.allow_bytes(std::max(limit, kSkippedBodies * max_body_) + kBodyOverhead);
    if (limit > max_body_) connection.allow_time(std::chrono::seconds(limit / kSlowestUpload));
    return false;
  }
  return has_body(request);  // the library leaves it unread
}

// A small body is small whatever is admitted.
Result<std::size_t> Protocol::body_limit(const httplib::Request& original,
                                         const Request& head) const {
  if (!hooks_.admit) return max_body_;
  const std::optional<std::size_t> admitted = TRY(hooks_.admit(head));
  const bool is_small =
      !original.has_header("Transfer-Encoding") && announced_length(original) <= max_body_;
  return is_small ? std::min(admitted.value_or(max_body_), max_body_)
                  : admitted.value_or(max_body_);
}

void Protocol::answer(const httplib::Request& original, httplib::Response& out,
                      const httplib::ContentReader* body) const {
  const auto start = std::chrono::steady_clock::now();
  Request request = translate(original);
  Response response =
      body == nullptr ? checked_answer(original, request) : answer_whole(original, request, *body);
  const std::size_t bytes = response.body.size();
  if (bytes < kCompressFrom) {
    // The library offers no other way to leave a body alone, and made the request a variable.
    const_cast<httplib::Request&>(original).headers.erase("Accept-Encoding");
  }
  translate(std::move(response), out);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  hooks_.access_log({request, out.status, bytes, taken.count()});
}

// Reads the body to its end, or as far as the connection allows, whatever becomes of it: what is
// left unread would be taken for the next request.
Response Protocol::answer_whole(const httplib::Request& original, Request& request,
                                const httplib::ContentReader& body) const {
  Result<std::size_t> limit = body_limit(original, request);
  const bool is_large = limit && *limit > max_body_;
  const bool has_place = is_large && large_bodies_.try_acquire();
  const Releaser releaser(has_place ? &large_bodies_ : nullptr);
  if (is_large && !has_place)
    limit = Error{ErrorCode::kBusy, "too many large bodies are being read", "try again later"};
  const std::size_t kept = limit ? *limit : 0;
  bool is_too_large = announced_length(original) > kept;
  const bool is_read = body([&](const char* bytes, std::size_t size) {
    is_too_large = is_too_large || size > kept - request.body.size();
    if (!is_too_large) request.body.append(bytes, size);
    return true;
  });
  if (!limit) return problem(limit.error());
  if (is_too_large) return problem_of_status(413, reason_for(413));
  if (!is_read) return problem_of_status(400, "the request's body ends before its announced end");
  return checked_answer(original, request);
}

Response Protocol::checked_answer(const httplib::Request& original, const Request& request) const {
  const std::string encoding = original.get_header_value(kRefusedEncoding);
  if (!encoding.empty() && encoding != "identity") {
    return problem({ErrorCode::kUnsupported,
                    "a body in the content encoding " + quote(encoding) + " is not read",
                    "send it uncompressed"});
  }
  try {
    return hooks_.handler(request);
  } catch (const std::exception&) {
    // What a library threw may quote anything; the client learns that it happened, not what.
    return problem({ErrorCode::kInternal, "the request could not be answered"});
  }
}

Protocol::HandlerResponse Protocol::answer_refusal(const httplib::Request& original,
                                                   httplib::Response& out) const {
  if (!out.body.empty() || out.has_header("Date")) return HandlerResponse::Unhandled;
  const int status = original.method == "TRACE" || original.method == "CONNECT" ? 405 : out.status;
  Response response = problem_of_status(status, reason_for(status));
  const Request request = translate(original);
  hooks_.access_log({request, status, response.body.size(), 0});
  translate(std::move(response), out);
  return HandlerResponse::Handled;
}

}  // namespace

struct Server::Impl {
  std::unique_ptr<Listener> listener;
  Protocol protocol;

  Impl(std::unique_ptr<Listener> opened, const ServerOptions& options, Hooks hooks)
      : listener(std::move(opened)), protocol(options, std::move(hooks)) {}
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options, Hooks hooks) {
  std::unique_ptr<Listener> listener = TRY(Listener::open(options.listen, options.max_connections));
  return std::unique_ptr<Server>(
      new Server(std::make_unique<Impl>(std::move(listener), options, std::move(hooks))));
}

const std::string& Server::address() const { return impl_->listener->address(); }

void Server::run() {
  impl_->listener->run(
      [this](Connection& connection) { impl_->protocol.serve(connection, *impl_->listener); });
}

void Server::stop() { impl_->listener->stop(); }

}  // namespace isthmus::searchd

// The HTTP server: a handler's answers to requests that arrive on an address. The door of
// cpp-httplib, which parses requests and writes responses here; accepting connections and their
// limits are our own (searchd/listener.h), because the library's loop closes a connection after
// five requests, wakes every idle connection a hundred times a second and listens with a backlog of
// five.
//
// Every response carries the security headers. Bodies of kCompressFrom bytes and more are
// compressed with gzip for those who accept it. A request that the library itself refuses is
// answered with problem+json as well.
//
// A body is kept up to max_body bytes, whatever its type, and given to the handler as it came. A
// handler may admit larger ones by what stands in the head; only so many of those are in memory at a
// time. What is refused by its head is answered without being kept.
//
// Errors: as Listener::open.
// Threads: run() from one; stop() from any; the handler is called from many at once.
// Source: RFC 9110, RFC 9112.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "schema/result.h"
#include "searchd/http.h"

namespace isthmus::searchd {

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";
  std::size_t max_connections = 256;   // one thread each while they last
  std::size_t max_body = 1024 * 1024;  // bytes of a request's body
  std::size_t max_large_body = 0;      // the most that `admit` gives; 0: nothing above max_body
};

// What is said about one answered request.
struct AccessEntry {
  const Request& request;
  int status;
  std::size_t bytes;
  double milliseconds;
};

class Server {
 public:
  using Handler = std::function<Response(const Request&)>;
  // By a request without its body: how many bytes of it are read; nothing for max_body. An error is
  // the answer.
  using Admit = std::function<Result<std::optional<std::size_t>>(const Request&)>;
  using AccessLog = std::function<void(const AccessEntry&)>;

  struct Hooks {
    Handler handler;
    Admit admit;  // none: max_body holds for all
    AccessLog access_log;
  };

  static Result<std::unique_ptr<Server>> open(const ServerOptions& options, Hooks hooks);
  ~Server();

  const std::string& address() const;  // "127.0.0.1:8080", with the real port
  // Serves until stop(), then answers the requests in flight and comes back.
  void run();
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::searchd

// GET over HTTP and HTTPS, one request at a time. The door of cpp-httplib's client.
//
// Servers are foreign: the size of an answer (also unpacked), the bytes of its headers and the time
// that it takes are bounded. Redirects are told, not followed (fetching.h does that). Certificates
// are verified against those of the system.
//
// Errors: kUnavailable when the server could not be reached, stopped in the middle or was too slow:
// trying again may help; kTooLarge; kUsage for an address that is not http: or https:; kIo for a
// certificate that is not trusted.
// Threads: one.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace isthmus::harvest {

struct WebAnswer {
  int status = 0;
  std::string body;         // unpacked
  std::string retry_after;  // headers; empty: not given
  std::string location;
};

class Web {
 public:
  virtual ~Web() = default;
  virtual Result<WebAnswer> get(const std::string& url) = 0;
};

struct WebLimits {
  std::uint64_t body_bytes = 64ULL << 20;  // a hundred articles with their full texts have 20 MB
  std::chrono::seconds connecting{30};
  std::chrono::seconds silence{60};  // between two pieces of an answer: large lists are slow
  std::chrono::seconds whole{600};
};

// `stop` ends a request that is under way when it becomes true; may be null.
std::unique_ptr<Web> open_web(WebLimits limits, const std::atomic<bool>* stop);

// An address in its parts.
struct Address {
  std::string origin;  // "https://repository.example.org:8443"
  std::string host;    // "repository.example.org"
  int port = 0;
  std::string target;  // "/oai?verb=Identify", no blanks or control characters
};
// Errors: kUsage for anything but http: and https:, and for addresses with a user's name.
Result<Address> parse_address(std::string_view url);

// Where a redirect leads; `location` may be relative to `from`.
Result<std::string> resolve(const std::string& from, std::string_view location);

// "a b/c" as "a%20b%2Fc".
std::string percent_encoded(std::string_view text);

}  // namespace isthmus::harvest

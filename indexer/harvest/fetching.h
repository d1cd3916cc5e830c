// A body from a server that is busy, away for a moment, or elsewhere now: waits as it asks
// (Retry-After), tries again after growing pauses, follows redirects.
//
// Source: RFC 9110, 10.2.3 (Retry-After) and 15.4 (redirection); the protocol's own words on 503
// (OAI-PMH 2.0, 3.1.2.2).
// Threads: one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "indexer/harvest/web.h"
#include "schema/result.h"

namespace isthmus::harvest {

// Time as the fetcher knows it, so that tests need none.
struct Time {
  // False when the user does not want to wait any longer.
  std::function<bool(std::chrono::seconds)> sleep;
  std::function<std::int64_t()> now;  // seconds since 1970
};

struct Patience {
  unsigned attempts = 6;                   // for one answer: pauses of 1, 2, 4, 8 and 16 seconds
  std::chrono::seconds longest_wait{900};  // that a server may ask for; beyond, the run ends
  unsigned redirects = 5;
};

class Fetcher {
 public:
  // `say` hears what the user should know while nothing seems to happen.
  Fetcher(Web& web, Time time, Patience patience, std::function<void(const std::string&)> say)
      : web_(web), time_(std::move(time)), patience_(patience), say_(std::move(say)) {}

  // The body of a 200, or of any status that carries an OAI-PMH response. Errors: those of Web;
  // kUnavailable when patience has ended; kNotFound for 404 and 410; kInvalidSource for other
  // refusals and for redirects without end.
  Result<std::string> get(const std::string& url);
  // As get(), for another look at an answer that was no good: counts as a failed attempt.
  bool pause_before(unsigned attempt, const std::string& reason);

  std::uint64_t requests() const { return requests_; }
  unsigned attempts() const { return patience_.attempts; }

 private:
  Result<WebAnswer> get_redirected(std::string url);
  Result<bool> wait_as_asked(const WebAnswer& answer, unsigned attempt, const std::string& origin);

  Web& web_;
  Time time_;
  Patience patience_;
  std::function<void(const std::string&)> say_;
  std::uint64_t requests_ = 0;
};

// The seconds that a Retry-After header asks for, from its number or its date; -1 when it says
// nothing that can be understood.
std::int64_t seconds_of_retry_after(const std::string& header, std::int64_t now);

}  // namespace isthmus::harvest

// What the watcher says of its doings: events as JSON lines for programs, sentences for people.
//
// Every event has its name and the time (UTC). Threads: one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "indexer/pipeline/report.h"
#include "schema/json.h"

namespace isthmus::watch {

// "2026-01-31T12:00:00Z" of seconds since 1970.
std::string time_text(std::int64_t seconds);
std::int64_t seconds_now();

class Teller {
 public:
  enum class Form : std::uint8_t { kText, kJson };
  using Write = std::function<void(std::string_view)>;

  Teller(Form form, Write write) : form_(form), write_(std::move(write)) {}

  // `sentence`: for people; empty: nothing.
  void tell(std::string_view event, const Json& fields, const std::string& sentence);
  // A refusal that was told before is not told again, nor warnings to people.
  void tell(const std::string& where, const pipeline::Finding& finding);
  // At most four a second, to programs.
  void tell(const std::string& where, const pipeline::Progress& progress);
  void begin_work() { began_ = told_ = Clock::now(); }

 private:
  using Clock = std::chrono::steady_clock;

  const Form form_;
  const Write write_;
  std::set<std::string> refusals_;
  Clock::time_point began_;
  Clock::time_point told_;
};

}  // namespace isthmus::watch

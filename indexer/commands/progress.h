// Progress on standard error: a bar with rate and time left on a terminal, a line every five
// seconds otherwise, events four times a second for programs, nothing when quiet.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "indexer/commands/context.h"
#include "indexer/pipeline/report.h"

namespace isthmus::commands {

class ProgressLine {
 public:
  explicit ProgressLine(const Context& context);
  ~ProgressLine() { clear(); }

  // A total of 0 is not known.
  void update(const pipeline::Progress& progress);
  // Takes the bar off the terminal, so that a line of text can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  Clock::duration pause() const;
  double seconds() const;

  const Context& context_;
  const bool is_terminal_;
  const Clock::time_point start_;
  Clock::time_point shown_;
  bool is_on_screen_ = false;
};

// "1:05:09", "4:05", "12 s".
std::string duration_text(double seconds);

}  // namespace isthmus::commands

// Progress on standard error: a bar with rate and time left on a terminal, a line every five
// seconds otherwise, nothing when quiet.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace isthmus::commands {

enum class Loudness : std::uint8_t { kQuiet, kNormal };

class ProgressLine {
 public:
  explicit ProgressLine(Loudness loudness);
  ~ProgressLine() { clear(); }

  // `done` of `total` units are behind us, and with them `records`; a total of 0 is not known.
  void update(std::uint64_t done, std::uint64_t total, std::uint64_t records);
  // Takes the bar off the terminal, so that a line of text can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  const Loudness loudness_;
  const bool is_terminal_;
  const Clock::time_point start_;
  Clock::time_point shown_;
  bool is_on_screen_ = false;
};

// "1:05:09", "4:05", "12 s".
std::string duration_text(double seconds);

}  // namespace isthmus::commands

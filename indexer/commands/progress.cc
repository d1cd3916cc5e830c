#include "indexer/commands/progress.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace isthmus::commands {
namespace {

constexpr std::chrono::milliseconds kBarPause(100);
constexpr std::chrono::seconds kLinePause(5);
constexpr std::size_t kBarCells = 24;

}  // namespace

ProgressLine::ProgressLine(Loudness loudness)
    : loudness_(loudness),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      shown_(start_) {}

void ProgressLine::update(std::uint64_t done, std::uint64_t total, std::uint64_t records) {
  const Clock::time_point now = Clock::now();
  if (loudness_ == Loudness::kQuiet ||
      now - shown_ < (is_terminal_ ? Clock::duration(kBarPause) : Clock::duration(kLinePause)))
    return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double share =
      total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(records) / seconds);
  std::string text = std::to_string(records) + " records, " + std::to_string(rate) + "/s";
  if (total != 0) text = std::to_string(static_cast<int>(share * 100)) + " %, " + text;
  if (share > 0) text += ", " + duration_text(seconds * (1 - share) / share) + " left";
  if (is_terminal_) {
    const auto cells = static_cast<std::size_t>(share * kBarCells);
    text = "\r[" + std::string(cells, '#') + std::string(kBarCells - cells, '.') + "] " + text +
           "\x1b[K";
    is_on_screen_ = true;
  } else {
    text += "\n";
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void ProgressLine::clear() {
  if (!is_on_screen_) return;
  std::fputs("\r\x1b[K", stderr);
  is_on_screen_ = false;
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 60) return std::to_string(whole) + " s";
  char text[32];
  if (whole < 3600) {
    std::snprintf(text, sizeof text, "%d:%02d", static_cast<int>(whole / 60),
                  static_cast<int>(whole % 60));
  } else {
    std::snprintf(text, sizeof text, "%d:%02d:%02d", static_cast<int>(whole / 3600),
                  static_cast<int>(whole / 60 % 60), static_cast<int>(whole % 60));
  }
  return text;
}

}  // namespace isthmus::commands

#include "indexer/commands/progress.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "schema/wording.h"

namespace isthmus::commands {
namespace {

constexpr std::chrono::milliseconds kBarPause(100);
constexpr std::chrono::milliseconds kEventPause(250);
constexpr std::chrono::seconds kLinePause(5);
constexpr std::size_t kBarCells = 24;

double share_of(std::uint64_t done, std::uint64_t total) {
  return total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
}

}  // namespace

ProgressLine::ProgressLine(const Context& context)
    : context_(context),
      is_terminal_(!context.is_json && context.session->is_terminal()),
      start_(Clock::now()),
      shown_(start_) {}

ProgressLine::Clock::duration ProgressLine::pause() const {
  if (context_.is_json) return kEventPause;
  return is_terminal_ ? Clock::duration(kBarPause) : Clock::duration(kLinePause);
}

double ProgressLine::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void ProgressLine::update(const pipeline::Progress& progress) {
  const Clock::time_point now = Clock::now();
  if (context_.is_quiet || now - shown_ < pause()) return;
  shown_ = now;
  if (context_.is_json)
    return context_.say_event("progress", pipeline::json_of(progress, seconds()));
  const double share = share_of(progress.bytes, progress.total_bytes);
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(progress.records) / seconds());
  std::string text = counted(progress.records, "record") + ", " + std::to_string(rate) + "/s";
  if (progress.total_bytes != 0)
    text = std::to_string(static_cast<int>(share * 100)) + " %, " + text;
  if (share > 0) text += ", " + duration_text(seconds() * (1 - share) / share) + " left";
  if (is_terminal_) {
    const auto cells = static_cast<std::size_t>(share * kBarCells);
    text = "\r[" + std::string(cells, '#') + std::string(kBarCells - cells, '.') + "] " + text +
           "\x1b[K";
    is_on_screen_ = true;
  } else {
    text += "\n";
  }
  context_.session->err(text);
}

void ProgressLine::clear() {
  if (!is_on_screen_) return;
  context_.session->err("\r\x1b[K");
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

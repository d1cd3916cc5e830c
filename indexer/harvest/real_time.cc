#include <chrono>
#include <ctime>
#include <thread>

#include "indexer/harvest/harvest.h"

namespace isthmus::harvest {
namespace {

constexpr std::chrono::milliseconds kNap(100);  // between two looks at a wish to stop

}  // namespace

Time real_time(const std::atomic<bool>& stop) {
  return {[&stop](std::chrono::seconds pause) {
            const auto end = std::chrono::steady_clock::now() + pause;
            while (!stop.load() && std::chrono::steady_clock::now() < end)
              std::this_thread::sleep_for(kNap);
            return !stop.load();
          },
          [] { return static_cast<std::int64_t>(std::time(nullptr)); }};
}

parsers::Defaults with_side(parsers::Defaults defaults) {
  if (defaults.side.empty() && defaults.kind.empty()) defaults.side = "academic";
  return defaults;
}

}  // namespace isthmus::harvest

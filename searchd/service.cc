#include "searchd/service.h"

#include <chrono>

namespace isthmus::searchd {
namespace {

// A handle dies at the second commit after its opening; a writer that commits all the time can
// outrun one attempt, hardly three.
constexpr int kAttempts = 3;

Date today() {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::chrono::year_month_day date(day);
  return {static_cast<std::int16_t>(static_cast<int>(date.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))};
}

}  // namespace

Service::Service(repository::Reader& reader, Follower& follower, Config config)
    : reader_(reader),
      follower_(follower),
      config_(std::move(config)),
      gate_(config_.index_handles, config_.max_waiting) {}

Viewer Service::viewer() const { return {{}, today()}; }

Result<void> Service::read(const std::function<Result<void>(const Generation&)>& work) {
  const Gate::Pass pass = TRY(gate_.enter());
  for (int attempt = 1;; ++attempt) {
    const std::shared_ptr<const repository::Snapshot> snapshot = reader_.snapshot();
    const repository::IndexLease lease = snapshot->index();
    Result<void> done = work({*snapshot, repository::sources_of(*snapshot, lease), viewer()});
    if (done || done.error().code != ErrorCode::kStale || attempt == kAttempts) return done;
    follower_.refresh();
  }
}

}  // namespace isthmus::searchd

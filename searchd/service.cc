#include "searchd/service.h"

namespace isthmus::searchd {
namespace {

// A handle dies at the second commit after its opening; a writer that commits all the time can
// outrun one attempt, hardly three.
constexpr int kAttempts = 3;

}  // namespace

Service::Service(const Parts& parts, Config config)
    : parts_(parts),
      config_(std::move(config)),
      gate_(config_.index_handles, config_.max_waiting) {}

Result<void> Service::read(const std::function<Result<void>(const Generation&)>& work) {
  const Gate::Pass pass = TRY(gate_.enter());
  const std::shared_ptr<const activity::LinkDecisions> decisions = parts_.activity.link_decisions();
  for (int attempt = 1;; ++attempt) {
    const std::shared_ptr<const repository::Snapshot> snapshot = parts_.reader.snapshot();
    const repository::IndexLease lease = snapshot->index();
    search::Sources sources = repository::sources_of(*snapshot, lease);
    sources.decisions = decisions.get();
    Result<void> done = work({*snapshot, std::move(sources), viewer()});
    if (done || done.error().code != ErrorCode::kStale || attempt == kAttempts) return done;
    parts_.follower.refresh();
  }
}

}  // namespace isthmus::searchd

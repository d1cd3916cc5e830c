// What the routes work with: the repository's present generation, the gate before the index, the
// clock, the settings, what people do.
//
// A request works on one generation from its beginning to its end. The viewer is anonymous, and
// today is the present day in UTC. Errors of read(): kBusy when too many wait; kStale only after
// several attempts; what the work itself gives. Threads: any.
#pragma once

#include <functional>
#include <memory>

#include "engine/repository/reader.h"
#include "engine/search/search.h"
#include "searchd/activity.h"
#include "searchd/clock.h"
#include "searchd/config.h"
#include "searchd/follower.h"
#include "searchd/gate.h"
#include "searchd/search_recorder.h"

namespace isthmus::searchd {

// One generation as one request sees it.
struct Generation {
  const repository::Snapshot& snapshot;
  search::Sources sources;
  Viewer viewer;
};

class Service {
 public:
  // What the service works with; it outlives the service.
  struct Parts {
    repository::Reader& reader;
    Follower& follower;
    ActivityHold& activity;
    SearchRecorder& recorder;
  };
  Service(const Parts& parts, Config config);

  // Runs `work` with an index handle of the present generation; again on a newer one when it gives
  // kStale.
  Result<void> read(const std::function<Result<void>(const Generation&)>& work);

  std::shared_ptr<const repository::Snapshot> snapshot() const { return parts_.reader.snapshot(); }
  Viewer viewer() const { return {{}, today()}; }
  Date today() const { return searchd::today(); }
  ActivityHold& activity() { return parts_.activity; }
  SearchRecorder& recorder() { return parts_.recorder; }
  const Follower& follower() const { return parts_.follower; }
  const Config& config() const { return config_; }

 private:
  const Parts parts_;
  const Config config_;
  Gate gate_;
};

}  // namespace isthmus::searchd

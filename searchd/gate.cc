#include "searchd/gate.h"

namespace isthmus::searchd {

Result<Gate::Pass> Gate::enter() {
  const Error busy{ErrorCode::kBusy, "too many searches are waiting", "try again in a second"};
  std::unique_lock lock(mutex_);
  if (free_ == 0) {
    if (waiting_ >= max_waiting_) return busy;
    ++waiting_;
    const bool freed = freed_.wait_for(lock, kLongestWait, [this] { return free_ > 0; });
    --waiting_;
    if (!freed) return busy;
  }
  --free_;
  return Pass(this);
}

void Gate::leave() {
  const std::lock_guard lock(mutex_);
  ++free_;
  freed_.notify_one();
}

}  // namespace isthmus::searchd

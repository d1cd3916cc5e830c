#include "searchd/gate.h"

namespace isthmus::searchd {

Result<Gate::Pass> Gate::enter() {
  const Error busy{ErrorCode::kBusy, "too many searches are waiting", "try again in a second"};
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
    return Pass(this);
  }
  if (queue_.size() >= max_waiting_) return busy;
  Waiter self;
  queue_.push_back(&self);
  if (self.called.wait_for(lock, kLongestWait, [&self] { return self.has_place; })) {
    return Pass(this);
  }
  std::erase(queue_, &self);
  return busy;
}

// The place goes to the one who has waited longest; it is free only when nobody waits.
void Gate::leave() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) {
    ++free_;
    return;
  }
  Waiter& next = *queue_.front();
  queue_.pop_front();
  next.has_place = true;
  next.called.notify_one();
}

}  // namespace isthmus::searchd

#include "searchd/coverage_cache.h"

namespace isthmus::searchd {
namespace {

// Changes with the records, and with whatever is learned from them or said about them.
Result<std::string> state_of(const Generation& generation) {
  const store::View& view = generation.sources.store;
  const auto counter = TRY(view.get(store::Family::kMeta, keys::kGeneration));
  return std::to_string(generation.snapshot.position()) + "/" + counter.value_or("");
}

}  // namespace

CoverageCache& CoverageCache::instance() {
  static CoverageCache cache;
  return cache;
}

Result<std::shared_ptr<const CoverageReport>> CoverageCache::get(const Generation& generation,
                                                                 const std::string& programme) {
  const std::string state = TRY(state_of(generation));
  {
    const std::lock_guard lock(mutex_);
    const auto found = reports_.find(programme);
    if (state_ == state && found != reports_.end()) return found->second;
  }
  auto made = std::make_shared<const CoverageReport>(
      TRY(curricula::coverage_of_programme(generation.sources, programme)));
  const std::lock_guard lock(mutex_);
  if (state_ != state || reports_.size() >= kMost) reports_.clear();
  state_ = state;
  reports_[programme] = made;
  return std::shared_ptr<const CoverageReport>(std::move(made));
}

curricula::CoverageOf CoverageCache::lookup(const Generation& generation) {
  return [this, &generation](const std::string& programme) { return get(generation, programme); };
}

}  // namespace isthmus::searchd

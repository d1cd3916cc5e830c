#include "engine/repository/reader.h"

#include <mutex>

#include "engine/repository/generation.h"

namespace isthmus::repository {
namespace {

// A writer that is at work can get in the way: keep what there is and look again.
bool passes(const Error& error) {
  return error.code == ErrorCode::kStale || error.code == ErrorCode::kNotFound;
}

}  // namespace

struct Reader::Impl {
  std::filesystem::path index;
  std::size_t handles = 1;
  std::shared_ptr<FollowerPool> pool;
  mutable std::mutex mutex;  // of `current`
  std::shared_ptr<const Generation> current;

  std::shared_ptr<const Generation> generation() const {
    const std::lock_guard lock(mutex);
    return current;
  }
  Result<bool> is_current(store::Secondary& store) const;
  Result<bool> publish(Follower follower);
  Result<void> load(GenerationParts& parts) {
    if (const std::shared_ptr<const Generation> shown = generation())
      parts.vectors = shown->shared_vectors();
    return load_generation(index, handles, parts);
  }
};

// Cheap when nothing has happened: the ends of manifest and log, one key, and the roots of the
// index.
Result<bool> Reader::Impl::is_current(store::Secondary& store) const {
  const std::shared_ptr<const Generation> shown = generation();
  if (!shown) return false;
  TRY(store.catch_up());
  if (TRY(generation_of(store)) != shown->generation()) return false;
  return TRY(index::Reader::open(index))->watermark() == shown->position();
}

Result<bool> Reader::Impl::publish(Follower follower) {
  GenerationParts parts;
  parts.follower = std::move(follower);
  Result<bool> is_published = false;
  const Result<bool> was_current = is_current(*parts.follower.store);
  if (!was_current) {
    is_published = was_current.error();
  } else if (!*was_current) {
    const Result<void> loaded = load(parts);
    is_published = loaded ? Result<bool>(true) : loaded.error();
  }
  if (is_published && *is_published) {
    auto next = std::make_shared<const Generation>(pool, std::move(parts));
    const std::lock_guard lock(mutex);
    current.swap(next);
    return true;
  }
  if (is_published || passes(is_published.error())) {
    pool->give_back(std::move(parts.follower));
  } else {
    pool->discard(std::move(parts.follower));
  }
  return is_published;
}

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& directory,
                                             ReaderOptions options) {
  auto scratch = TRY(store::ScratchDirectory::make(options.scratch));
  auto impl = std::make_unique<Impl>();
  impl->index = directory / "index";
  impl->handles = std::max<std::size_t>(1, options.index_handles);
  impl->pool = std::make_shared<FollowerPool>(directory / "knowledge", std::move(scratch));
  std::optional<Follower> follower = TRY(impl->pool->take());
  TRY(impl->publish(std::move(*follower)));
  return std::unique_ptr<Reader>(new Reader(std::move(impl)));
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;

std::shared_ptr<const Snapshot> Reader::snapshot() const { return impl_->generation(); }

Result<bool> Reader::poll() {
  Result<std::optional<Follower>> follower = impl_->pool->take();
  if (!follower) return std::move(follower).error();
  if (!*follower) return false;
  const Result<bool> published = impl_->publish(std::move(**follower));
  if (!published && passes(published.error())) return false;
  return published;
}

search::Sources sources_of(const Snapshot& snapshot, const IndexLease& lease) {
  return {snapshot.store(),      *lease,
          snapshot.columns(),    [&snapshot] { return snapshot.epoch(); },
          snapshot.link_scale(), snapshot.vectors()};
}

}  // namespace isthmus::repository

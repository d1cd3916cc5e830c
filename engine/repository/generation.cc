#include "engine/repository/generation.h"

#include <charconv>
#include <set>

#include "engine/links/read.h"

namespace isthmus::repository {
namespace {

constexpr int kAttempts = 20;
// What a fresh instance is verified for: the rounds that the writer may have under way. Older
// changes lie behind a catch-up that met no flush.
constexpr std::uint64_t kFreshlyVerified = 10000;
constexpr std::size_t kVerifiedAtOnce = 1000;

Error stale(const std::string& what) {
  return {ErrorCode::kStale, what + " changes faster than it can be followed", "try again"};
}

// All handles at one watermark: a commit may fall between their openings.
Result<std::vector<std::unique_ptr<index::Reader>>> open_handles(
    const std::filesystem::path& directory, std::size_t count) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::vector<std::unique_ptr<index::Reader>> handles;
    handles.push_back(TRY(index::Reader::open(directory)));
    while (handles.size() < count) {
      std::unique_ptr<index::Reader> next = TRY(index::Reader::open(directory));
      if (next->watermark() != handles.front()->watermark()) break;
      handles.push_back(std::move(next));
    }
    if (handles.size() >= count) return handles;
  }
  return stale("the index");
}

// The ids that the log names after `from` and that are there at its end; nothing when the log
// itself has a hole.
Result<std::optional<std::set<std::string>>> named_after(const store::View& view,
                                                         std::uint64_t from) {
  std::set<std::string> ids;
  std::uint64_t expected = from + 1;
  TRY(view.changes_after(from, [&](std::uint64_t position, const Change& change) {
    if (position != expected) return false;
    ++expected;
    if (change.operation == Operation::kRemove) ids.erase(change.id);
    if (change.operation == Operation::kPut) ids.insert(change.id);
    return true;
  }));
  if (expected != TRY(view.last_position()) + 1) return std::optional<std::set<std::string>>();
  return std::optional(std::move(ids));
}

Result<bool> are_readable(const store::View& view, const std::set<std::string>& ids) {
  for (auto at = ids.begin(); at != ids.end();) {
    std::vector<std::string> some;
    for (; at != ids.end() && some.size() < kVerifiedAtOnce; ++at) some.push_back(*at);
    for (const auto& found : TRY(view.get_all(store::Family::kRecords, some))) {
      if (!found) return false;
    }
  }
  return true;
}

Result<bool> is_complete(const store::View& view, std::uint64_t verified) {
  const auto ids = TRY(named_after(view, verified));
  return ids && TRY(are_readable(view, *ids));
}

// Catches up until the log reaches `position` and everything that it names since the last time can
// be read. What is missing after that many catch-ups is damage, not a flush: `check` reports it,
// searches drop it, and readers must go on.
Result<void> follow(Follower& follower, std::uint64_t position) {
  const bool is_fresh = !follower.verified;
  std::uint64_t last = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    TRY(follower.store->catch_up());
    last = TRY(follower.store->last_position());
    if (last < position) continue;
    if (is_fresh) follower.verified = last - std::min(last, kFreshlyVerified);
    if (TRY(is_complete(*follower.store, *follower.verified))) break;
  }
  if (last < position) return stale("the store");
  follower.verified = last;
  return {};
}

template <typename T>
Result<std::map<std::string, T>> load_all(const store::View& view, std::string_view prefix) {
  std::map<std::string, T> all;
  TRY(view.scan(store::Family::kGovernance, prefix, {},
                [&](std::string_view key, std::string_view value) {
                  Result<T> one = codec::decode<T>(value);  // an unreadable one is absent
                  if (one) all[std::string(key.substr(prefix.size()))] = std::move(*one);
                  return true;
                }));
  return all;
}

// A space that cannot be read costs the search by meaning, not the search; `check` reports it.
Result<void> load_vectors(GenerationParts& parts) {
  auto loaded = vectors::DocumentVectors::load(*parts.follower.store, parts.vectors);
  if (!loaded && loaded.error().code != ErrorCode::kCorrupt) return loaded.error();
  parts.vectors = loaded ? *std::move(loaded) : nullptr;
  return {};
}

}  // namespace

Result<std::uint64_t> generation_of(const store::View& view) {
  const std::string text = TRY(view.get(store::Family::kMeta, keys::kGeneration)).value_or("0");
  std::uint64_t generation = 0;
  std::from_chars(text.data(), text.data() + text.size(), generation);
  return generation;
}

// The handles first: what a handle shows is in the store by then, so that a later catch-up finds
// it.
Result<void> load_generation(const std::filesystem::path& index, std::size_t handles,
                             GenerationParts& parts) {
  parts.handles = TRY(open_handles(index, handles));
  parts.position = parts.handles.front()->watermark();
  TRY(follow(parts.follower, parts.position));
  const store::View& view = *parts.follower.store;
  parts.generation = TRY(generation_of(view));
  parts.columns.emplace(TRY(parts.handles.front()->load_columns()));
  parts.organisations = TRY(load_all<Organisation>(view, keys::organisation({})));
  parts.programmes = TRY(load_all<Programme>(view, keys::programme({})));
  parts.link_scale = TRY(links::load_scale(view));
  return load_vectors(parts);
}

Generation::Generation(std::shared_ptr<FollowerPool> pool, GenerationParts parts)
    : pool_(std::move(pool)), parts_(std::move(parts)), free_(std::move(parts_.handles)) {}

Generation::~Generation() { pool_->give_back(std::move(parts_.follower)); }

Result<std::shared_ptr<const links::Epoch>> Generation::epoch() const {
  const std::lock_guard lock(epoch_mutex_);
  if (!epoch_) epoch_ = TRY(links::load_epoch(store()));
  return epoch_;
}

IndexLease Generation::index() const {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return !free_.empty(); });
  std::unique_ptr<index::Reader> handle = std::move(free_.back());
  free_.pop_back();
  return {this, std::move(handle)};
}

void Generation::give_back(std::unique_ptr<index::Reader> reader) const {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(reader));
  }
  returned_.notify_one();
}

IndexLease::IndexLease(const Snapshot* snapshot, std::unique_ptr<index::Reader> reader)
    : snapshot_(snapshot), reader_(std::move(reader)) {}
IndexLease::IndexLease(IndexLease&&) noexcept = default;
IndexLease::~IndexLease() {
  if (reader_) snapshot_->give_back(std::move(reader_));
}

}  // namespace isthmus::repository

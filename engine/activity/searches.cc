// What Activity keeps of visitors' searches.
#include <algorithm>
#include <map>

#include "engine/activity/activity.h"
#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::activity {
namespace {

using store::Family;

constexpr std::size_t kForgottenAtOnce = 10'000;

// The day's best ending; what was seen last of the rest.
RecordedSearch joined(const RecordedSearch& before, RecordedSearch next) {
  next.outcome = std::max(before.outcome, next.outcome);
  next.times += before.times;
  return next;
}

std::string key_of(const Ended& ended) {
  return keys::search(ended.day, intent_of(ended.search.query, ended.search.filters),
                      ended.visitor);
}

}  // namespace

Result<void> Activity::record(const std::vector<Ended>& ended) {
  std::map<std::string, RecordedSearch> searches;
  for (const Ended& one : ended) {
    const auto [place, is_new] = searches.emplace(key_of(one), one.search);
    if (!is_new) place->second = joined(place->second, one.search);
  }
  const std::lock_guard lock(writing_);
  store::Batch batch;
  for (auto& [key, search] : searches) {
    const auto bytes = TRY(store_->get(Family::kSearches, key));
    const Result<RecordedSearch> before =
        codec::decode<RecordedSearch>(bytes.value_or(std::string()));
    batch.put(Family::kSearches, key,
              codec::encode(before ? joined(*before, std::move(search)) : search));
  }
  if (batch.empty()) return {};
  TRY(store_->write(std::move(batch)));
  ++searches_;
  return {};
}

Result<std::uint64_t> Activity::forget_before(std::uint32_t day) {
  const std::string end = keys::searches_of_day(day);
  for (std::uint64_t forgotten = 0;;) {
    const std::lock_guard lock(writing_);
    store::Batch batch;
    std::size_t found = 0;
    TRY(store_->scan(Family::kSearches, {}, {}, [&](std::string_view key, std::string_view) {
      if (key >= end || found == kForgottenAtOnce) return false;
      batch.erase(Family::kSearches, key);
      ++found;
      return true;
    }));
    if (found == 0) return forgotten;
    TRY(store_->write(std::move(batch)));
    ++searches_;
    forgotten += found;
  }
}

Result<VisitorSalt> Activity::visitor_salt(std::uint32_t day, std::uint32_t days,
                                           std::string fresh) {
  const std::lock_guard lock(writing_);
  const auto bytes = TRY(store_->get(Family::kMeta, keys::kVisitorSalt));
  Result<VisitorSalt> stored = codec::decode<VisitorSalt>(bytes.value_or(std::string()));
  if (stored && stored->day <= day && day - stored->day < days) return stored;
  VisitorSalt salt{day, std::move(fresh)};
  store::Batch batch;
  batch.put(Family::kMeta, keys::kVisitorSalt, codec::encode(salt));
  TRY(store_->write(std::move(batch)));
  return salt;
}

Result<std::vector<Unanswered>> Activity::unanswered(const UnansweredRequest& request) const {
  return activity::unanswered(*store_, request);
}

Result<std::shared_ptr<const std::vector<Unanswered>>> Activity::all_unanswered() const {
  const std::lock_guard lock(telling_);
  const std::uint64_t present = searches_;  // before reading: what comes meanwhile is read again
  if (!told_ || told_of_ != present) {
    told_ = std::make_shared<const std::vector<Unanswered>>(TRY(unanswered({})));
    told_of_ = present;
  }
  return told_;
}

}  // namespace isthmus::activity

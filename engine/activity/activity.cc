#include "engine/activity/activity.h"

#include <charconv>

#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::activity {

using store::Family;

std::filesystem::path directory_of(const std::filesystem::path& repository) {
  return repository / "activity";
}

Result<std::unique_ptr<Activity>> Activity::open(const std::filesystem::path& repository,
                                                 const std::function<void(std::string)>& damaged) {
  std::unique_ptr<store::Writer> store =
      TRY(store::Writer::open(directory_of(repository), store::Area::kActivity));
  auto activity = std::unique_ptr<Activity>(new Activity(std::move(store)));
  activity->decisions_ = TRY(read_decisions(*activity->store_, damaged));
  return activity;
}

std::shared_ptr<const LinkDecisions> Activity::link_decisions() const {
  const std::lock_guard lock(reading_);
  return decisions_;
}

Result<std::vector<LinkDecision>> Activity::stored_decisions() const {
  return activity::stored_decisions(*store_);
}

Result<void> Activity::count_change(store::Batch& batch) {
  const std::string text =
      TRY(store_->get(Family::kMeta, keys::kActivityCount)).value_or(std::string());
  std::uint64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  batch.put(Family::kMeta, keys::kActivityCount, std::to_string(count + 1));
  return {};
}

Result<Activity::Taken> Activity::decide(LinkDecision decision) {
  const std::lock_guard lock(writing_);
  const std::string key = keys::link_decision(decision.source, decision.target);
  const auto bytes = TRY(store_->get(Family::kLinkDecisions, key));
  // What cannot be read is replaced.
  Result<LinkDecision> before = codec::decode<LinkDecision>(bytes.value_or(std::string()));
  const bool takes_back = decision.state == LinkState::kProposed;
  if (takes_back) decision.note = decision.by = decision.at = {};
  if (takes_back && !bytes) return Taken{std::move(decision), false};
  if (before && before->state == decision.state && before->note == decision.note)
    return Taken{std::move(*before), false};

  store::Batch batch;
  if (takes_back) {
    batch.erase(Family::kLinkDecisions, key);
  } else {
    batch.put(Family::kLinkDecisions, key, codec::encode(decision));
  }
  TRY(count_change(batch));
  TRY(store_->write(std::move(batch)));
  std::shared_ptr<const LinkDecisions> changed = link_decisions()->with(decision);
  const std::lock_guard swapping(reading_);
  decisions_ = std::move(changed);
  return Taken{std::move(decision), !bytes && !takes_back};
}

}  // namespace isthmus::activity

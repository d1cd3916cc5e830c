#include "engine/activity/gap_decisions.h"

#include "engine/activity/activity.h"
#include "schema/codec.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::activity {
namespace {

using store::Family;

bool fits(const TakenGap& taken, std::string_view key) {
  const GapState state = taken.decision.state;
  return taken.decision.gap == key && state != GapState::kOpen && !name_of(state).empty();
}

bool says_the_same(const GapDecision& one, const GapDecision& other) {
  return one.state == other.state && one.owner == other.owner && one.due == other.due &&
         one.closed_by == other.closed_by && one.note == other.note;
}

}  // namespace

Result<void> for_each_taken_gap(const store::View& store,
                                const std::function<void(TakenGap)>& visit,
                                const std::function<void(std::string)>& damaged) {
  return store.scan(Family::kGapDecisions, {}, {},
                    [&](std::string_view key, std::string_view value) {
                      Result<TakenGap> taken = codec::decode<TakenGap>(value);
                      if (!taken) {
                        damaged("the decision on gap " + quote(key) + ": " + taken.error().message);
                      } else if (!fits(*taken, key)) {
                        damaged("the decision on gap " + quote(key) + " is not one on this gap");
                      } else {
                        visit(*std::move(taken));
                      }
                      return true;
                    });
}

Result<std::vector<TakenGap>> taken_gaps(const store::View& store) {
  std::vector<TakenGap> all;
  const auto take = [&](TakenGap taken) { all.push_back(std::move(taken)); };
  TRY(for_each_taken_gap(store, take, [](const std::string&) {}));
  return all;
}

Result<std::vector<TakenGap>> Activity::taken_gaps() const { return activity::taken_gaps(*store_); }

Result<Activity::TakenUp> Activity::take_up(TakenGap taken, const std::string& before) {
  const std::lock_guard lock(writing_);
  const std::string key = taken.decision.gap;
  const auto bytes = TRY(store_->get(Family::kGapDecisions, before));
  // What cannot be read is replaced.
  const Result<TakenGap> stored = codec::decode<TakenGap>(bytes.value_or(std::string()));
  const bool gives_back = taken.decision.state == GapState::kOpen;
  if (gives_back) taken.decision = GapDecision();
  taken.decision.gap = key;
  if (gives_back && !bytes) return TakenUp{std::move(taken.decision), false};
  if (stored && before == key && says_the_same(stored->decision, taken.decision))
    return TakenUp{stored->decision, false};
  store::Batch batch;
  if (bytes) batch.erase(Family::kGapDecisions, before);
  if (!gives_back) batch.put(Family::kGapDecisions, key, codec::encode(taken));
  TRY(store_->write(std::move(batch)));
  return TakenUp{std::move(taken.decision), !bytes && !gives_back};
}

}  // namespace isthmus::activity

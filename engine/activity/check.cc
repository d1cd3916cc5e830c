#include "engine/activity/check.h"

#include "engine/activity/activity.h"
#include "engine/activity/gap_decisions.h"
#include "engine/activity/link_decisions.h"
#include "engine/activity/search_sessions.h"
#include "engine/store/scratch_directory.h"
#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::activity {
namespace {

Result<void> check_searches(const store::View& store,
                            const std::function<void(std::string)>& problem, Counts& counts) {
  return store.scan(
      store::Family::kSearches, {}, {}, [&](std::string_view key, std::string_view value) {
        const auto parts = keys::parts_of_search(key);
        const Result<RecordedSearch> search = codec::decode<RecordedSearch>(value);
        if (search && parts && parts->intent == intent_of(search->query, search->filters)) {
          ++counts.searches;
        } else {
          problem("a recorded search cannot be read, or does not stand under its own key");
        }
        return true;
      });
}

Result<void> check_stored(const std::filesystem::path& repository,
                          const std::function<void(std::string)>& problem, Counts& counts) {
  const auto scratch = TRY(store::ScratchDirectory::make({}));
  const auto store = TRY(
      store::Secondary::open(directory_of(repository), scratch->path(), store::Area::kActivity));
  const auto count = [&](const LinkDecision&) { ++counts.link_decisions; };
  TRY(for_each_decision(*store, count, problem));
  const auto count_gap = [&](const TakenGap&) { ++counts.gap_decisions; };
  TRY(for_each_taken_gap(*store, count_gap, problem));
  return check_searches(*store, problem, counts);
}

}  // namespace

Counts check(const std::filesystem::path& repository,
             const std::function<void(std::string)>& problem) {
  Counts counts;
  const Result<void> checked = check_stored(repository, problem, counts);
  if (!checked && checked.error().code != ErrorCode::kNotFound)
    problem("the activity: " + checked.error().message);
  return counts;
}

}  // namespace isthmus::activity

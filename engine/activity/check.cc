#include "engine/activity/check.h"

#include "engine/activity/activity.h"
#include "engine/activity/link_decisions.h"
#include "engine/store/scratch_directory.h"

namespace isthmus::activity {
namespace {

Result<void> check_stored(const std::filesystem::path& repository,
                          const std::function<void(std::string)>& problem, Counts& counts) {
  const auto scratch = TRY(store::ScratchDirectory::make({}));
  const auto store = TRY(
      store::Secondary::open(directory_of(repository), scratch->path(), store::Area::kActivity));
  const auto count = [&](const LinkDecision&) { ++counts.link_decisions; };
  return for_each_decision(*store, count, problem);
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

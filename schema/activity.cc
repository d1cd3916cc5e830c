#include "schema/activity.h"

#include <array>

namespace isthmus {
namespace {

constexpr std::array<std::string_view, 4> kGapStates = {"open", "taken", "closed", "dismissed"};

}  // namespace

// A value from a later version, read from stored bytes, has no name here.
std::string_view name_of(GapState state) {
  const auto row = static_cast<std::size_t>(state);
  return row < kGapStates.size() ? kGapStates[row] : "";
}

std::vector<GapState> all_gap_states() {
  return {GapState::kOpen, GapState::kTaken, GapState::kClosed, GapState::kDismissed};
}

}  // namespace isthmus

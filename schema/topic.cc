#include "schema/topic.h"

#include <algorithm>
#include <array>

namespace isthmus {
namespace {

constexpr std::array<std::string_view, 5> kDirections = {
    "", "practised_not_taught", "taught_not_practised", "researched_not_applied",
    "asked_not_answered"};

}  // namespace

std::string_view name_of(TopicLevel level) {
  return level == TopicLevel::kField ? "field" : "topic";
}

// A value from a later version, read from stored bytes, has no name here.
std::string_view name_of(GapDirection direction) {
  const auto row = static_cast<std::size_t>(direction);
  return row < kDirections.size() ? kDirections[row] : "";
}

GapDirection gap_direction_from_name(std::string_view name) {
  const auto found = std::find(kDirections.begin(), kDirections.end(), name);
  return found == kDirections.end() ? GapDirection::kNone
                                    : static_cast<GapDirection>(found - kDirections.begin());
}

std::vector<GapDirection> all_gap_directions() {
  std::vector<GapDirection> all;
  for (std::size_t i = 1; i < kDirections.size(); ++i) all.push_back(static_cast<GapDirection>(i));
  return all;
}

}  // namespace isthmus

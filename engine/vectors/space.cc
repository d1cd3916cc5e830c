#include "engine/vectors/space.h"

#include <algorithm>
#include <cmath>

namespace isthmus::vectors {
namespace {

constexpr float kGreatestByte = 127;
constexpr std::size_t kSerialBytes = 4;

Error corrupt(const std::string& what) {
  return {ErrorCode::kCorrupt, what, "run isthmus-indexer rebuild"};
}

}  // namespace

Direction normalised(const Direction& direction) {
  double squares = 0;
  for (const float part : direction) squares += static_cast<double>(part) * part;
  Direction unit = direction;
  if (squares <= 0) return unit;
  const auto scale = static_cast<float>(1 / std::sqrt(squares));
  for (float& part : unit) part *= scale;
  return unit;
}

std::string pack(const Direction& direction) {
  float greatest = 0;
  for (const float part : direction) greatest = std::max(greatest, std::abs(part));
  if (greatest <= 0) return {};
  std::string bytes;
  bytes.reserve(kDimensions);
  for (const float part : direction) {
    bytes +=
        static_cast<char>(static_cast<std::int8_t>(std::lround(part / greatest * kGreatestByte)));
  }
  return bytes;
}

Result<Placed> unpack(std::string_view value) {
  const bool fits = value.size() == kSerialBytes || value.size() == kSerialBytes + kDimensions;
  if (!fits) return corrupt("a place in the space of meaning cannot be read");
  return Placed{static_cast<std::uint32_t>(keys::position_of_change(value.substr(0, kSerialBytes))),
                value.substr(kSerialBytes)};
}

Space::Space(const SpaceState& state, SpaceTerms terms) : state_(state) {
  numbers_.reserve(terms.terms.size());
  weights_.reserve(terms.terms.size());
  rows_.reserve(terms.terms.size() * kDimensions);
  for (SpaceTerm& term : terms.terms) {
    const auto number = static_cast<std::uint32_t>(weights_.size());
    if (term.row.size() != kDimensions) continue;
    if (!numbers_.emplace(std::move(term.term), number).second) continue;
    weights_.push_back(term.weight);
    for (const char byte : term.row) rows_.push_back(static_cast<std::int8_t>(byte));
  }
}

Direction Space::direction_of(const std::vector<ProfileTerm>& terms) const {
  Direction sum{};
  for (const ProfileTerm& term : terms) {
    const auto found = numbers_.find(term.term);
    if (found == numbers_.end() || term.count == 0) continue;
    const auto weight = static_cast<float>(weights_[found->second] * (1 + std::log(term.count)));
    const std::int8_t* row = &rows_[found->second * kDimensions];
    for (std::size_t i = 0; i < kDimensions; ++i) sum[i] += weight * static_cast<float>(row[i]);
  }
  return normalised(sum);
}

std::string Space::place(const Profile& profile) const {
  return keys::serial(profile.serial) + pack(direction_of(profile.terms));
}

Result<SpaceState> load_state(const store::View& view) {
  const std::optional<std::string> bytes = TRY(view.get(store::Family::kMeta, keys::kSpace));
  return bytes ? codec::decode<SpaceState>(*bytes) : SpaceState{};
}

Result<Space> load_space(const store::View& view, const SpaceState& state) {
  const std::optional<std::string> bytes = TRY(view.get(store::Family::kMeta, keys::kSpaceTerms));
  if (!bytes) return corrupt("the space of meaning has no terms");
  return Space(state, TRY(codec::decode<SpaceTerms>(*bytes)));
}

}  // namespace isthmus::vectors

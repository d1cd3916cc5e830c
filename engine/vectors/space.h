// The space of meaning: every text is a direction in it, and texts that speak of the same thing in
// different words have nearly the same one.
//
// Latent semantic analysis: the words of the public records are placed by a truncated singular value
// decomposition of their log-TF-IDF matrix (training.h), and a text stands at the weighted sum of
// its words. Words that fewer than two public records have are not in the space, so that a
// restricted record's own words leave no trace in it.
//
// Source: Deerwester, Dumais, Furnas, Landauer, Harshman: Indexing by Latent Semantic Analysis
// (1990).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/store/store.h"
#include "schema/codec.h"
#include "schema/space.h"

namespace isthmus::vectors {

inline constexpr std::size_t kDimensions = 192;

using Direction = std::array<float, kDimensions>;  // of length 1, or all 0: says nothing

// The same direction; zeros stay as they are.
Direction normalised(const Direction& direction);

// A direction in kDimensions signed bytes, the greatest of them 127: what is stored. Cosines between
// directions so rounded differ from the exact ones by less than 0.01. Empty for zeros.
std::string pack(const Direction& direction);

// Where one face of a record stands, as it is stored.
//   placed := serial:be32 byte[kDimensions]?      none: its words say nothing
struct Placed {
  std::uint32_t serial = 0;
  std::string_view bytes;  // into what was unpacked; empty or kDimensions long
};
// Errors: kCorrupt.
Result<Placed> unpack(std::string_view value);

class Space {
 public:
  Space(const SpaceState& state, SpaceTerms terms);

  const SpaceState& state() const { return state_; }
  Direction direction_of(const std::vector<ProfileTerm>& terms) const;
  std::string place(const Profile& profile) const;  // as stored

 private:
  SpaceState state_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<double> weights_;    // by number
  std::vector<std::int8_t> rows_;  // kDimensions of each
};

// How the repository's space was learned; version 0 when there is none. Errors: kCorrupt; those of
// the store.
Result<SpaceState> load_state(const store::View& view);
// The space itself. Errors: kCorrupt, also when there is none; those of the store.
Result<Space> load_space(const store::View& view, const SpaceState& state);

}  // namespace isthmus::vectors

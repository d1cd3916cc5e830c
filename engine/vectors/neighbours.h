// The nearest neighbours of places in the space of meaning: every place compared with every other.
//
// Shape: products by the square of the number of places, a few nanoseconds each
// (docs/performance.md). Exact, and the same whatever the number of threads.
// Threads: any; uses as many as the machine has for large sets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/vectors/dot.h"
#include "engine/vectors/space.h"

namespace isthmus::vectors {

// Places as they are stored, one after another.
class Places {
 public:
  void add(std::string_view bytes);  // kDimensions long, not all 0
  std::size_t size() const { return scales_.size(); }
  const std::int8_t* row(std::size_t i) const { return &rows_[i * kDimensions]; }
  float scale(std::size_t i) const { return scales_[i]; }  // what makes its length 1

 private:
  std::vector<std::int8_t> rows_;
  std::vector<float> scales_;
};

struct Neighbour {
  std::uint32_t place = 0;
  float cosine = 0;

  bool operator==(const Neighbour&) const = default;
};

// The order of neighbours: of equals the earlier place is nearer.
bool is_nearer(const Neighbour& a, const Neighbour& b);

// Of each of `wanted` the `count` places of greatest cosine, itself left out, nearest first.
std::vector<std::vector<Neighbour>> nearest(const Places& places,
                                            const std::vector<std::uint32_t>& wanted,
                                            std::size_t count);
// Of all places.
std::vector<std::vector<Neighbour>> nearest(const Places& places, std::size_t count);

// The direction half-way between these places, of length 1; zeros when there are none.
Direction centre_of(const Places& places, const std::vector<std::uint32_t>& of);

// The cosine of two places, as nearest() has it.
float cosine(const Places& places, std::uint32_t one, std::uint32_t other);
// Of a place and each other, itself included.
std::vector<float> cosines(const Places& places, std::uint32_t place);
// The cosine between the direction and each place.
std::vector<float> cosines(const Places& places, const Direction& direction);

}  // namespace isthmus::vectors

// The innermost loop of a search by meaning, compiled with the optimisations that it needs
// (CMakeLists.txt). For engine/vectors alone.
#pragma once

#include <array>
#include <cstdint>

#include "engine/vectors/space.h"

namespace isthmus::vectors {

using Row16 = std::array<std::int16_t, kDimensions>;

// A direction in whole numbers: as fine as their products with bytes allow.
struct Rounded {
  Row16 row{};
  float scale = 0;  // what makes its length 1; 0 for zeros
};
Rounded rounded(const Direction& direction);

// The products of one row with `count` others, which stand one after another.
void dot_all(const Row16& row, const std::int8_t* rows, std::size_t count, float* products);

}  // namespace isthmus::vectors

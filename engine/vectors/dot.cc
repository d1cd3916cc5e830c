#include "engine/vectors/dot.h"

namespace isthmus::vectors {

void dot_all(const Row16& row, const std::int8_t* rows, std::size_t count, float* products) {
  for (std::size_t i = 0; i < count; ++i, rows += kDimensions) {
    std::int32_t sum = 0;  // at most 192 * 127 * 32767, below 2^30
    for (std::size_t j = 0; j < kDimensions; ++j)
      sum += static_cast<std::int32_t>(row[j]) * static_cast<std::int32_t>(rows[j]);
    products[i] = static_cast<float>(sum);
  }
}

}  // namespace isthmus::vectors

#include "engine/vectors/dot.h"

#include <algorithm>
#include <cmath>

// Sums of whole numbers are the same in whatever order, so that a machine with wider registers gives
// the same products. The choice at loading is not made under sanitizers, which are not ready then.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define ISTHMUS_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define ISTHMUS_WIDE
#endif

namespace isthmus::vectors {

Rounded rounded(const Direction& direction) {
  constexpr float kGreatest = 32767;
  float greatest = 0;
  for (const float part : direction) greatest = std::max(greatest, std::abs(part));
  Rounded result;
  if (greatest <= 0) return result;
  double squares = 0;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    result.row[i] = static_cast<std::int16_t>(std::lround(direction[i] / greatest * kGreatest));
    squares += static_cast<double>(result.row[i]) * result.row[i];
  }
  result.scale = static_cast<float>(1 / std::sqrt(squares));
  return result;
}

ISTHMUS_WIDE
void dot_all(const Row16& row, const std::int8_t* rows, std::size_t count, float* products) {
  for (std::size_t i = 0; i < count; ++i, rows += kDimensions) {
    std::int32_t sum = 0;  // at most 192 * 127 * 32767, below 2^30
    for (std::size_t j = 0; j < kDimensions; ++j)
      sum += static_cast<std::int32_t>(row[j]) * static_cast<std::int32_t>(rows[j]);
    products[i] = static_cast<float>(sum);
  }
}

}  // namespace isthmus::vectors

#include "engine/vectors/rows.h"

#include <algorithm>
#include <cmath>

namespace isthmus::vectors {

float scale_of(const std::int8_t* row) {
  std::int32_t squares = 0;
  for (std::size_t i = 0; i < kDimensions; ++i) squares += row[i] * row[i];
  return squares == 0 ? 0.0F : 1 / std::sqrt(static_cast<float>(squares));
}

Row row_of(std::string_view packed) {
  Row row;
  if (packed.size() != kDimensions) return row;
  const auto* parts = reinterpret_cast<const std::int8_t*>(packed.data());
  std::copy_n(parts, kDimensions, row.parts.begin());
  row.scale = scale_of(parts);
  return row;
}

float cosine(const Row& a, std::string_view packed) {
  if (packed.size() != kDimensions) return 0;
  const auto* parts = reinterpret_cast<const std::int8_t*>(packed.data());
  float product = 0;
  dot_all(a.parts, parts, 1, &product);
  return product * (a.scale * scale_of(parts));
}

void Rows::set(std::size_t number, std::string_view packed) {
  if (number >= size()) {
    if (packed.empty()) return;
    scales_.resize(number + 1);
    rows_.resize(scales_.size() * kDimensions);
  }
  std::int8_t* row = &rows_[number * kDimensions];
  std::fill_n(row, kDimensions, std::int8_t{0});
  for (std::size_t i = 0; i < packed.size() && i < kDimensions; ++i)
    row[i] = static_cast<std::int8_t>(packed[i]);
  scales_[number] = scale_of(row);
}

void Rows::cosines(const Row& row, float* out) const {
  dot_all(row.parts, rows_.data(), size(), out);
  for (std::size_t i = 0; i < size(); ++i) out[i] *= row.scale * scales_[i];
}

}  // namespace isthmus::vectors

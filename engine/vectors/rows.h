// Places of the space in memory, one after another: what a pass over all of them reads.
//
// Products of whole numbers, so that a cosine is the same from either end and in whatever pass it
// is made.
//
// Shape: kDimensions bytes and a float a row. Threads: const methods from any while nobody writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/vectors/dot.h"

namespace isthmus::vectors {

// What makes a row's length 1; 0 for a row of zeros, which says nothing.
float scale_of(const std::int8_t* row);

// One row, ready to be compared with many.
struct Row {
  Row16 parts{};
  float scale = 0;
};
Row row_of(std::string_view packed);  // as pack() gives it (space.h); empty: says nothing

// 0 when one of them says nothing.
float cosine(const Row& a, std::string_view packed);

class Rows {
 public:
  std::size_t size() const { return scales_.size(); }
  // Grows when it must; empty bytes: a row that says nothing.
  void set(std::size_t number, std::string_view packed);
  // The cosine with every row: size() floats.
  void cosines(const Row& row, float* out) const;

 private:
  std::vector<std::int8_t> rows_;
  std::vector<float> scales_;
};

}  // namespace isthmus::vectors

// The truncated singular value decomposition of a sparse matrix. The door of Eigen and Spectra.
#pragma once

#include <cstdint>
#include <vector>

namespace isthmus::vectors {

// A cell of a sparse matrix.
struct Cell {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  double value = 0;
};

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Cell> cells;  // each place at most once
};

// The right singular vectors of the greatest singular values, by column of the matrix: the vector of
// column c at [c * count, c * count + count). Fewer than `count` vectors exist for a small matrix;
// the rest is 0. Deterministic; the same for rows in another order, up to rounding.
std::vector<float> right_singular_vectors(const Matrix& matrix, std::size_t count);

}  // namespace isthmus::vectors

#include "engine/vectors/decomposition.h"

#include <algorithm>

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <Spectra/SymEigsSolver.h>

namespace isthmus::vectors {
namespace {

using Sparse = Eigen::SparseMatrix<double, Eigen::RowMajor>;

constexpr double kTolerance = 1e-6;
constexpr int kMostRestarts = 100;

// x -> A (Aᵀ x), for Spectra: the symmetric matrix itself would be dense.
class Gram {
 public:
  using Scalar = double;  // the name that Spectra asks for

  explicit Gram(const Sparse& matrix) : matrix_(matrix), transposed_(matrix.transpose()) {}

  Eigen::Index rows() const { return matrix_.rows(); }
  Eigen::Index cols() const { return matrix_.rows(); }
  void perform_op(const double* in, double* out) const {
    const Eigen::Map<const Eigen::VectorXd> x(in, rows());
    Eigen::Map<Eigen::VectorXd> y(out, rows());
    between_.noalias() = transposed_ * x;
    y.noalias() = matrix_ * between_;
  }

 private:
  const Sparse& matrix_;
  const Sparse transposed_;
  mutable Eigen::VectorXd between_;
};

// The singular vectors of the side that the rows of `matrix` are, as columns.
Eigen::MatrixXd left_vectors(const Sparse& matrix, Eigen::Index count) {
  Gram gram(matrix);
  const Eigen::Index basis = std::min(gram.rows(), std::max<Eigen::Index>(2 * count + 1, 20));
  Spectra::SymEigsSolver<Gram> solver(gram, count, basis);
  solver.init();
  solver.compute(Spectra::SortRule::LargestAlge, kMostRestarts, kTolerance);
  return solver.eigenvectors();
}

// As left_vectors() of the other side: worked out where the matrix is narrower.
Eigen::MatrixXd right_vectors(const Sparse& matrix, Eigen::Index count) {
  if (matrix.cols() <= matrix.rows()) return left_vectors(matrix.transpose(), count);
  Eigen::MatrixXd right = matrix.transpose() * left_vectors(matrix, count);
  right.colwise().normalize();
  return right;
}

}  // namespace

std::vector<float> right_singular_vectors(const Matrix& matrix, std::size_t count) {
  std::vector<float> vectors(matrix.columns * count);
  // Spectra wants fewer vectors than the matrix has sides.
  const auto least = static_cast<Eigen::Index>(std::min(matrix.rows, matrix.columns));
  const Eigen::Index wanted = std::min(static_cast<Eigen::Index>(count), least - 1);
  if (wanted < 1) return vectors;
  std::vector<Eigen::Triplet<double>> cells;
  cells.reserve(matrix.cells.size());
  for (const Cell& cell : matrix.cells)
    cells.emplace_back(static_cast<int>(cell.row), static_cast<int>(cell.column), cell.value);
  Sparse sparse(static_cast<Eigen::Index>(matrix.rows), static_cast<Eigen::Index>(matrix.columns));
  sparse.setFromTriplets(cells.begin(), cells.end());
  const Eigen::MatrixXd right = right_vectors(sparse, wanted);
  for (Eigen::Index column = 0; column < right.rows(); ++column) {
    for (Eigen::Index i = 0; i < right.cols(); ++i) {
      vectors[static_cast<std::size_t>(column) * count + static_cast<std::size_t>(i)] =
          static_cast<float>(right(column, i));
    }
  }
  return vectors;
}

}  // namespace isthmus::vectors

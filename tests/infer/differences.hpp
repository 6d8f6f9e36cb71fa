// Slopes by fourth-order central differences, to hold derivatives against.
#pragma once
#include <Eigen/Dense>
#include <functional>

namespace vultus::tests {

/// Slopes of `f` along each of its arguments at `x`, an argument a column. `step`: of every argument.
inline Eigen::MatrixXd differences(const std::function<Eigen::VectorXd(const Eigen::VectorXd&)>& f, const Eigen::VectorXd& x,
                                   double step) {
  Eigen::MatrixXd slopes;
  for (Eigen::Index d = 0; d < x.size(); ++d) {
    const auto at = [&](double steps) {
      Eigen::VectorXd moved = x;
      moved[d] += steps * step;
      return f(moved);
    };
    const Eigen::VectorXd slope = (at(-2) - 8.0 * at(-1) + 8.0 * at(1) - at(2)) / (12.0 * step);
    if (d == 0) slopes.resize(slope.size(), x.size());
    slopes.col(d) = slope;
  }
  return slopes;
}

/// Largest difference of any entry, in units of the largest entry that was expected.
inline double worst_error(const Eigen::MatrixXd& found, const Eigen::MatrixXd& expected) {
  return (found - expected).cwiseAbs().maxCoeff() / expected.cwiseAbs().maxCoeff();
}

}  // namespace vultus::tests

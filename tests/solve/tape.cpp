// The recorded formulas: structure, derivatives and factors, against finite differences, jets and Eigen.
#include <gtest/gtest.h>

#include <Eigen/Dense>

#include "examples.hpp"
#include "vultus/model/roster.hpp"
#include "vultus/solve/jet.hpp"
#include "vultus/solve/kernel/formulas.ipp"
#include "vultus/solve/kernel/elementary.ipp"

namespace vultus::solve {
namespace {

template <class Model>
struct Point {
  std::array<double, Model::param_count> p;
  std::array<double, Model::state_count> x;

  explicit Point(std::uint64_t key) {
    for (std::size_t j = 0; j < p.size(); ++j) p[j] = 0.2 + uniform({11, key, Purpose::test, j});
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.1 + 0.8 * uniform({12, key, Purpose::test, i});
  }
  std::vector<Scalar> ready() const {
    using F = Formulas<Model, true>;
    std::vector<Scalar> given, made(static_cast<std::size_t>(F::ready_count));
    for (double v : p) given.push_back(Scalar(v));
    execute<F::prepare>(given.data(), given.data(), made.data());
    return made;
  }
  std::vector<Scalar> inputs() const {
    std::vector<Scalar> in;
    for (double v : x) in.push_back(Scalar(v));
    return in;
  }
  std::vector<double> jacobian() const {
    using F = Formulas<Model, true>;
    std::vector<Scalar> results(static_cast<std::size_t>(F::n * F::n));
    execute<F::jacobian>(ready().data(), inputs().data(), results.data());
    std::vector<double> values;
    for (Scalar s : results) values.push_back(s.v);
    return values;
  }
};

template <class Model>
class EveryModel : public testing::Test {};
using Models = testing::Types<model::Masseter, model::ReferenceMasseter, model::ReferenceScar>;
TYPED_TEST_SUITE(EveryModel, Models);

TYPED_TEST(EveryModel, RatesAreThoseOfTheModel) {
  using F = Formulas<TypeParam, true>;
  for (std::uint64_t key = 0; key < 50; ++key) {
    const Point<TypeParam> at(key);
    std::array<double, TypeParam::state_count> expected;
    TypeParam::rates(at.p, at.x, expected);

    std::array<Scalar, TypeParam::state_count> got;
    execute<F::rates>(at.ready().data(), at.inputs().data(), got.data());

    // merged divisions round differently: a few units in the last place of the largest term
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(got[i].v, expected[i], 1e-13) << "key " << key;
  }
}

TYPED_TEST(EveryModel, JacobianIsThatOfJets) {
  constexpr int n = TypeParam::state_count;
  using J = Jet<double, n>;
  for (std::uint64_t key = 0; key < 50; ++key) {
    const Point<TypeParam> at(key);
    std::array<J, TypeParam::param_count> p;
    std::array<J, TypeParam::state_count> x, dxdt;
    for (std::size_t j = 0; j < p.size(); ++j) p[j] = J(at.p[j]);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = J::variable(at.x[i], static_cast<int>(i));
    TypeParam::rates(p, x, dxdt);

    const auto got = at.jacobian();

    for (std::size_t i = 0; i < x.size(); ++i)
      for (std::size_t j = 0; j < x.size(); ++j)
        EXPECT_NEAR(got[i * n + j], dxdt[i].d[j], 1e-12 * (1.0 + std::fabs(dxdt[i].d[j]))) << i << " by " << j;
  }
}

TYPED_TEST(EveryModel, NothingOutsideThePatternMoves) {
  constexpr int n = TypeParam::state_count;
  constexpr auto& jacobian = Formulas<TypeParam, true>::all.sheet.jacobian;
  const Point<TypeParam> at(3);
  std::array<double, n> before, after;
  TypeParam::rates(at.p, at.x, before);
  for (std::size_t j = 0; j < n; ++j) {
    auto moved = at.x;
    moved[j] += 0.05;
    TypeParam::rates(at.p, moved, after);
    for (std::size_t i = 0; i < n; ++i)
      if (jacobian[i * n + j] == no_node) { EXPECT_EQ(before[i], after[i]) << i << " by " << j; }
  }
}

TYPED_TEST(EveryModel, FactorsSolveAsEigenDoes) {
  using F = Formulas<TypeParam, true>;
  constexpr int n = TypeParam::state_count;
  for (std::uint64_t key = 0; key < 50; ++key) {
    const Point<TypeParam> at(key);
    const double w = 3.0 + 50.0 * uniform({13, key, Purpose::test, 0});
    auto inputs = at.inputs();
    inputs.push_back(Scalar(w));
    std::vector<Scalar> head(static_cast<std::size_t>(2 * n + F::factor_count));
    execute<F::head>(at.ready().data(), inputs.data(), head.data());
    const auto jacobian = at.jacobian();
    Eigen::MatrixXd matrix = w * Eigen::MatrixXd::Identity(n, n);
    Eigen::VectorXd right(n);
    std::vector<Scalar> b;
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) matrix(i, j) -= jacobian[static_cast<std::size_t>(i * n + j)];
      right(i) = uniform({14, key, Purpose::test, static_cast<std::uint64_t>(i)});
      b.push_back(Scalar(right(i)));
    }
    F::solve(head.data() + 2 * n, b.data());

    const Eigen::VectorXd expected = matrix.fullPivLu().solve(right);
    for (int i = 0; i < n; ++i) EXPECT_NEAR(b[static_cast<std::size_t>(i)].v, expected(i), 1e-12 * expected.norm());
  }
}

TEST(Programs, ShareTheirDivisions) {
  EXPECT_EQ(count_of(Formulas<model::ReferenceMasseter, false>::rates, Op::inverse), 1);
  EXPECT_EQ(count_of(Formulas<model::ReferenceScar, true>::rates, Op::inverse), 1);
}

}  // namespace
}  // namespace vultus::solve

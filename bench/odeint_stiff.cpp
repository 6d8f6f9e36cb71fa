#include "odeint_stiff.hpp"

#include <boost/numeric/odeint.hpp>
#include <boost/numeric/ublas/matrix.hpp>
#include <boost/numeric/ublas/vector.hpp>

namespace vultus::bench {

double odeint_rosenbrock(const StiffSystem& system, double* x, const double* days, std::size_t count, double relative,
                         double absolute) {
  namespace odeint = boost::numeric::odeint;
  using Vector = boost::numeric::ublas::vector<double>;
  using Matrix = boost::numeric::ublas::matrix<double>;
  const auto n = static_cast<std::size_t>(system.states);
  double tries = 0;
  const auto rates = [&](const Vector& at, Vector& dxdt, double) { system.rates(system.self, &at[0], &dxdt[0]); };
  const auto jacobian = [&](const Vector& at, Matrix& matrix, double, Vector& dfdt) {
    system.jacobian(system.self, &at[0], &matrix(0, 0));
    for (std::size_t i = 0; i < n; ++i) dfdt[i] = 0.0;
    ++tries;
  };
  bool first = true;
  const auto see = [&](const Vector& at, double) {
    if (!first) system.keep(system.self, &at[0]);
    first = false;
  };
  Vector state(n);
  std::copy(x, x + n, state.begin());
  auto stepper = odeint::make_dense_output(absolute, relative, odeint::rosenbrock4<double>());
  odeint::integrate_times(stepper, std::make_pair(rates, jacobian), state, days, days + count, 1e-3, see);
  std::copy(state.begin(), state.end(), x);
  return tries;
}

}  // namespace vultus::bench

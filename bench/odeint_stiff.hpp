// Boost.odeint's rosenbrock4 behind plain functions: Boost 1.74's uBLAS, on which it rests, does not compile as C++20.
#pragma once
#include <cstddef>

namespace vultus::bench {

struct StiffSystem {
  void* self;
  int states;
  void (*rates)(void* self, const double* x, double* dxdt);
  void (*jacobian)(void* self, const double* x, double* matrix);  ///< row-major
  void (*keep)(void* self, const double* x);                      ///< called on each day but the first
};

/// Carries x from days[0] to days[count - 1]; returns the number of tried steps.
double odeint_rosenbrock(const StiffSystem& system, double* x, const double* days, std::size_t count, double relative,
                         double absolute);

}  // namespace vultus::bench

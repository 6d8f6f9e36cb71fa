// What the benchmark runs beside vultus. Plain data only, so that each rival is compiled as suits it best.
#pragma once
#include <vector>

#include "problems.hpp"

namespace vultus::bench {

struct Solved {
  std::vector<double> states;  ///< states x times x patients
  double steps = 0.0;          ///< tried, per patient
};

/// Boost.odeint: dopri5 with dense output, or rosenbrock4 with dense output for a stiff model, one patient after another,
/// restarted at each delivery.
Solved by_odeint(const Problem& problem, double relative, double absolute);

/// One line for each reference problem: operations of one step, by counting those of the compiled programs.
void print_counts();

}  // namespace vultus::bench

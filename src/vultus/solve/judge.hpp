// CVODE as the judge of the steppers: slow, unrelated code, tight tolerances. Built with VULTUS_WITH_SUNDIALS only.
#pragma once
#include "vultus/solve/kernel/work.hpp"

namespace vultus::solve {

/// Carries the patients of `work` with CVODE's BDF on model number `model` of the roster, restarted at each delivery.
/// Throws std::runtime_error in builds without SUNDIALS.
void judge_carry(std::size_t model, const kernel::CarryWork& work);

}  // namespace vultus::solve

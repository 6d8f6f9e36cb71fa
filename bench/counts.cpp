// What one step costs, counted on the programs that the kernels execute.
#include <fmt/format.h>

#include "rivals.hpp"
#include "vultus/solve/kernel/rosenbrock.ipp"

namespace vultus::bench {
namespace {

using namespace vultus::solve;

template <class P>
constexpr int sums(const P& program) {
  return count_of(program, Op::add) + count_of(program, Op::subtract) + count_of(program, Op::negate);
}

}  // namespace

void print_counts() {
  using A = Formulas<model::ReferenceMasseter, false>;
  constexpr int stages = Tsitouras::stages - 1;  // the last is the first of the next step
  constexpr int combined = model::ReferenceMasseter::state_count * (15 + 6 + 7);
  fmt::print("A, a step: {} evaluations, each {} division, {} exp, {} log (with a division of its own), {} products, {} sums;\n"
             "   the stages are combined by {} products and as many sums\n",
             stages, count_of(A::rates, Op::inverse), count_of(A::rates, Op::exp), count_of(A::rates, Op::log),
             count_of(A::rates, Op::multiply), sums(A::rates), combined);
  using B = Formulas<model::ReferenceScar, true>;
  constexpr int solves = static_cast<int>(B::steps.size());
  constexpr int rows = model::ReferenceScar::state_count * (15 + 28);
  fmt::print("B, a step: rates, Jacobian and {} factors with {} divisions, {} products, {} sums; then {} evaluations of {} division,\n"
             "   {} products, {} sums; {} solves of {} products; the stages are combined by {} products and as many sums\n",
             B::factor_count, count_of(B::head, Op::inverse), count_of(B::head, Op::multiply), sums(B::head),
             ImplicitStep<model::ReferenceScar, Scalar>::stages - 1, count_of(B::rates, Op::inverse),
             count_of(B::rates, Op::multiply), sums(B::rates), ImplicitStep<model::ReferenceScar, Scalar>::stages, solves, rows);
}

}  // namespace vultus::bench

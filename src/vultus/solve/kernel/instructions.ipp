// The table of functions of one instruction set. The including file sets VULTUS_WIDTH, VULTUS_WIDE_EXPLICIT and
// VULTUS_WIDE_IMPLICIT (vectors per pack) and VULTUS_TABLE (the name of the function that returns the table).
#include "vultus/model/roster.hpp"
#include "vultus/solve/kernel/carry.ipp"

namespace vultus::solve {
namespace {
#if VULTUS_WIDTH == 1
using ExplicitReal = Scalar;
using ImplicitReal = Scalar;
#else
using ExplicitReal = Pack<VULTUS_WIDTH, VULTUS_WIDE_EXPLICIT>;
using ImplicitReal = Pack<VULTUS_WIDTH, VULTUS_WIDE_IMPLICIT>;
#endif

#define VULTUS_ROW(M)                                                                       \
  {&carry<model::M, ExplicitReal, ExplicitStep>, &carry<model::M, ImplicitReal, ImplicitStep>, \
   &observe<model::M, ExplicitReal>},
constexpr kernel::Functions table[] = {VULTUS_ROSTER(VULTUS_ROW)};
#undef VULTUS_ROW
}  // namespace

namespace kernel {
const Functions* VULTUS_TABLE() { return table; }
}  // namespace kernel
}  // namespace vultus::solve

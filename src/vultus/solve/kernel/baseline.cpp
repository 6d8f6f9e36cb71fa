#define VULTUS_WIDTH 2
#define VULTUS_WIDE_EXPLICIT 2
#define VULTUS_WIDE_IMPLICIT 1
#define VULTUS_TABLE baseline_functions
#include "vultus/solve/kernel/instructions.ipp"

#define VULTUS_WIDTH 4
#define VULTUS_WIDE_EXPLICIT 2
#define VULTUS_WIDE_IMPLICIT 1
#define VULTUS_TABLE avx2_functions
#include "vultus/solve/kernel/instructions.ipp"

#define VULTUS_WIDTH 8
#define VULTUS_WIDE_EXPLICIT 2
#define VULTUS_WIDE_IMPLICIT 1
#define VULTUS_TABLE avx512_functions
#include "vultus/solve/kernel/instructions.ipp"

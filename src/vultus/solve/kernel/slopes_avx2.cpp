#define VULTUS_WIDTH 4
#define VULTUS_TABLE avx2_slopes
#include "vultus/solve/kernel/slopes.ipp"

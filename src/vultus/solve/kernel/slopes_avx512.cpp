#define VULTUS_WIDTH 8
#define VULTUS_TABLE avx512_slopes
#include "vultus/solve/kernel/slopes.ipp"

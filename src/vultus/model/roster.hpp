// Every model that the ensemble solver carries. A new model is one header and one line here.
#pragma once
#include "vultus/model/masseter.hpp"
#include "vultus/model/raised_scar.hpp"
#include "vultus/model/reference_masseter.hpp"
#include "vultus/model/reference_scar.hpp"

// clang-format off
#define VULTUS_ROSTER(X)        \
  X(Masseter)                   \
  X(RaisedScar)                 \
  X(ReferenceMasseter)          \
  X(ReferenceScar)
// clang-format on

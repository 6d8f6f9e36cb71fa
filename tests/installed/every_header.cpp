// Links the last room of the house and the one that none leans on: all others, and what they are made of, must be found with
// them.
#include "vultus/report/report.hpp"
#include "vultus/store/posterior_file.hpp"

int main() { return vultus::read_posterior("/nonexistent") ? 1 : 0; }

// Links the last room of the house: all others, and what they are made of, must be found with it.
#include "vultus/report/report.hpp"

int main() {}

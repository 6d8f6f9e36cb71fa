// What posterior draws must be like to be kept, and how their variables stand in a file. Used by posterior_file.cpp.
#pragma once
#include <string>
#include <string_view>

#include "vultus/base/fault.hpp"
#include "vultus/store/netcdf.hpp"
#include "vultus/store/posterior_file.hpp"

namespace vultus {

/// Root attributes beside the provenance, which must not use these names.
inline constexpr std::string_view passed_key = "diagnostics_passed", forced_key = "forced",
                                  failed_key = "diagnostics_failed";
/// Largest whole number up to which every whole number is a double.
inline constexpr double most_whole = 9007199254740992.0;

/// Flags and counts of the sampler by name; everything else is a number of the precision asked for.
netcdf::Kind kind_of_variable(std::string_view name, Precision precision);

/// Every fault of the draws; none when they can be kept. Whether diagnostics passed is not asked here.
Faults faults_of(const PosteriorDraws& draws, Precision precision, const std::string& file);

}  // namespace vultus

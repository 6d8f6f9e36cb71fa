#pragma once

namespace vultus::cli {

/// Prints version, model versions and posterior checksums; returns the exit code.
int print_version();

}  // namespace vultus::cli

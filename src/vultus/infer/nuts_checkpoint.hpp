// A chain's state in a file, whole or not at all.
#pragma once
#include <optional>
#include <string>

#include "vultus/infer/nuts_chain.hpp"

namespace vultus {

/// Replaces the file; throws std::system_error if the disk fails. `run` says in words what the chain belongs to.
void write_checkpoint(const std::string& path, const std::string& run, const ChainState& state);

/// The state; nothing if there is no file. Faults: a damaged file, one of another run.
Checked<std::optional<ChainState>> read_checkpoint(const std::string& path, const std::string& run);

/// Deletes the file and what an interrupted write left beside it.
void delete_checkpoint(const std::string& path);

}  // namespace vultus

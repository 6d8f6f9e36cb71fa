// Bytes kept on disk: written whole or not at all, with a seal at their end that tells damage from content.
#pragma once
#include <string>
#include <string_view>

#include "vultus/base/fault.hpp"

namespace vultus {

/// The content and behind it one line that holds its SHA-256. HDF5 passes over what stands behind its own end, so a sealed
/// HDF5 file is one still. The seal tells accidents, not forgers: whoever rewrites a file can seal it again.
std::string sealed(std::string_view content);

/// The content of sealed bytes, a view into them. Faults: no seal (cut short, or written by another program); bytes that the
/// seal does not fit (damaged or edited).
Checked<std::string_view> unsealed(std::string_view bytes, const std::string& file);

/// The SHA-256 that sealed bytes end with.
std::string seal_of(std::string_view sealed_bytes);

/// Puts the bytes at `path`: into a fresh file of the same folder first, which takes the name once all of it is on the disk.
/// A fault of the system leaves what was there before. Returns no faults when done.
Faults keep_file(const std::string& path, std::string_view bytes);

/// All bytes of a regular file, at most 1 GiB. Faults: not there, not to be read, not a file, too large.
Checked<std::string> kept_bytes(const std::string& path);

}  // namespace vultus

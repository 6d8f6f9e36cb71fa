// Output that is written whole or not at all, and progress that is polite.
#pragma once
#include <string>

#include "vultus/forecast/forecast.hpp"

namespace vultus::cli {

/// Writes to a new file beside `path` and renames it into place; "" or "-": standard output. Throws std::system_error and leaves
/// nothing behind when the disk is full, the folder is missing, or standard output is closed early by a failure.
void write_whole(const std::string& path, const std::string& text);

/// A progress function for standard error: a bar on a terminal after two seconds, a line every ten seconds elsewhere.
Progress progress_to_stderr(bool quiet);

bool stdout_is_terminal();
int terminal_columns();

}  // namespace vultus::cli

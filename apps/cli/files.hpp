// Output that is written whole or not at all, and progress that is polite.
#pragma once
#include <string>

#include "vultus/forecast/forecast.hpp"

namespace vultus::cli {

/// A file that grows beside `path` and is renamed into place by finish(); without it nothing is left. "" or "-": standard output, at once.
/// All throw std::system_error.
class WholeFile {
 public:
  explicit WholeFile(std::string path);
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  ~WholeFile();
  void add(const std::string& text);
  void finish();

 private:
  std::string path_, name_, fresh_;  ///< fresh: the new file, until it is in place
  int file_ = -1;
};

/// Writes to a new file beside `path` and renames it into place; "" or "-": standard output. Throws std::system_error and leaves
/// nothing behind when the disk is full, the folder is missing, or standard output is closed early by a failure.
void write_whole(const std::string& path, const std::string& text);

/// A progress function for standard error: a bar on a terminal after two seconds, a line every ten seconds elsewhere.
Progress progress_to_stderr(bool quiet);

bool stdout_is_terminal();
int terminal_columns();

}  // namespace vultus::cli

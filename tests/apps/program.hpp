// Runs the program as a person would: arguments in, streams and exit code out.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace vultus::tests {

struct Ran {
  int exit = -1;
  std::string out, err;
  double cpu_seconds = 0.0;
};

/// Runs vultus with these arguments and this standard input.
Ran run_program(const std::vector<std::string>& arguments, const std::string& input = "");

/// Files that the program's streams are.
struct Streams {
  std::string in = "/dev/null", out = "/dev/null", err = "/dev/null";
};

/// Starts vultus with these arguments and does not wait for its end.
pid_t start_program(const std::vector<std::string>& arguments, const Streams& streams = {});

/// A folder of this test run that is removed when the object goes.
struct Folder {
  std::string path;
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path + "/" + name; }
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::vector<std::string> names() const;
};

std::string read_file(const std::string& path);

}  // namespace vultus::tests

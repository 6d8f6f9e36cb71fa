#include "program.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace vultus::tests {

namespace fs = std::filesystem;

pid_t start_program(const std::vector<std::string>& arguments, const Streams& streams) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child > 0) return child;
  const auto redirect = [](const std::string& path, int flags, int to) {
    const int file = ::open(path.c_str(), flags, 0600);
    ::dup2(file, to);
  };
  redirect(streams.in, O_RDONLY, STDIN_FILENO);
  redirect(streams.out, O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(streams.err, O_WRONLY | O_CREAT, STDERR_FILENO);
  std::vector<char*> argv{const_cast<char*>(VULTUS_PROGRAM)};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv(VULTUS_PROGRAM, argv.data());
  ::_exit(127);
}

Ran run_program(const std::vector<std::string>& arguments, const std::string& input) {
  const Folder folder;
  folder.write("in", input);
  const pid_t child = start_program(arguments, {folder.file("in"), folder.file("out"), folder.file("err")});
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  Ran ran;
  ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.out = read_file(folder.file("out"));
  ran.err = read_file(folder.file("err"));
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
  ran.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return ran;
}

Folder::Folder() {
  std::string name = fs::temp_directory_path() / "vultus-test-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

void Folder::write(const std::string& name, const std::string& text) const { std::ofstream(file(name), std::ios::binary) << text; }

std::vector<std::string> Folder::names() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(path)) found.push_back(entry.path().filename());
  std::sort(found.begin(), found.end());
  return found;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace vultus::tests

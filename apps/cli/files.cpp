#include "files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>

namespace vultus::cli {
namespace {

[[noreturn]] void failed(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

void write_all(int file, const std::string& text, const std::string& name) {
  std::size_t done = 0;
  while (done < text.size()) {
    const auto n = ::write(file, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) failed("cannot write " + name);
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace

WholeFile::WholeFile(std::string path) : path_(std::move(path)) {
  if (path_.empty() || path_ == "-") {
    file_ = STDOUT_FILENO, name_ = "standard output";
    return;
  }
  name_ = path_;
  struct stat there {};
  if (::stat(path_.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {  // a pipe or device: nothing to rename over
    file_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (file_ < 0) failed("cannot open " + path_);
    return;
  }
  fresh_ = path_ + ".XXXXXX";
  file_ = ::mkstemp(fresh_.data());
  if (file_ < 0) fresh_.clear(), failed("cannot create a file beside " + path_);
}

WholeFile::~WholeFile() {
  if (file_ > STDERR_FILENO) ::close(file_);
  if (!fresh_.empty()) ::unlink(fresh_.c_str());
}

void WholeFile::add(const std::string& text) { write_all(file_, text, name_); }

void WholeFile::finish() {
  if (fresh_.empty()) return;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(file_, 0666 & ~mask) != 0 || ::fsync(file_) != 0) failed("cannot write " + path_);
  if (::rename(fresh_.c_str(), path_.c_str()) != 0) failed("cannot replace " + path_);
  fresh_.clear();
}

void write_whole(const std::string& path, const std::string& text) {
  WholeFile file(path);
  file.add(text);
  file.finish();
}

Progress progress_to_stderr(bool quiet) {
  if (quiet) return {};
  using Clock = std::chrono::steady_clock;
  struct State {
    Clock::time_point start = Clock::now(), last = start;
    bool terminal = ::isatty(STDERR_FILENO) == 1;
  };
  auto state = std::make_shared<State>();
  return [state](double share) {
    const auto now = Clock::now();
    const double since_start = std::chrono::duration<double>(now - state->start).count();
    const double since_last = std::chrono::duration<double>(now - state->last).count();
    if (since_start < 2.0 || since_last < (state->terminal ? 0.1 : 10.0)) return true;
    state->last = now;
    if (state->terminal) {
      const auto full = static_cast<std::size_t>(30.0 * share);
      fmt::print(stderr, "\r[{}{}] {:3.0f} % {:.0f} s", std::string(full, '='), std::string(30 - full, ' '), 100.0 * share, since_start);
      if (share >= 1.0) fmt::print(stderr, "\r{}\r", std::string(60, ' '));
    } else {
      fmt::print(stderr, "vultus: {:.0f} % after {:.0f} s\n", 100.0 * share, since_start);
    }
    return true;
  };
}

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

int terminal_columns() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return std::min<int>(size.ws_col, 120);
  return 100;
}

}  // namespace vultus::cli

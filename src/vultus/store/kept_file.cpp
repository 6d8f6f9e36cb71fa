#include "vultus/store/kept_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "vultus/base/text.hpp"
#include "vultus/store/sha256.hpp"

namespace vultus {

namespace {

constexpr std::string_view seal_words = "\nvultus-seal/1 sha256 ";
constexpr std::size_t digest_size = 64;
constexpr std::size_t seal_size = seal_words.size() + digest_size + 1;
constexpr std::size_t most_bytes = std::size_t{1} << 30;

/// A file descriptor that is closed when the object goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }
  bool close() {
    const int number = number_;
    number_ = -1;
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

Fault system_fault(const std::string& path, std::string_view doing) {
  const auto why = std::error_code(errno, std::generic_category()).message();
  return {
      path, 0, 0, "", fmt::format("{}: {}", doing, why), "a path in a folder that this program may use, with space left"};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// mkstemp() lets only the owner in; a file that is to be shared gets the rights that any new file gets.
bool give_usual_rights(int file) {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return ::fchmod(file, 0666 & ~mask) == 0;
}

/// The new name itself is on the disk only once its folder is.
bool flush_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.get() >= 0 && (::fsync(opened.get()) == 0 || errno == EINVAL);  // some file systems know no such thing
}

bool fill(Descriptor& file, std::string_view bytes) {
  return write_all(file.get(), bytes) && give_usual_rights(file.get()) && ::fsync(file.get()) == 0 && file.close();
}

}  // namespace

std::string sealed(std::string_view content) {
  std::string bytes(content);
  bytes += seal_words;
  bytes += sha256(content);
  bytes += '\n';
  return bytes;
}

std::string seal_of(std::string_view sealed_bytes) {
  VULTUS_EXPECTS(sealed_bytes.size() >= seal_size, fmt::format("{} bytes", sealed_bytes.size()));
  return std::string(sealed_bytes.substr(sealed_bytes.size() - digest_size - 1, digest_size));
}

Checked<std::string_view> unsealed(std::string_view bytes, const std::string& file) {
  const auto content = bytes.substr(0, bytes.size() < seal_size ? 0 : bytes.size() - seal_size);
  const auto seal = bytes.substr(content.size());
  if (seal.size() != seal_size || !seal.starts_with(seal_words) || seal.back() != '\n')
    return tl::unexpected(
        Faults{{file, 0, 0, "", "no seal at the end: the file was cut short, or changed or written by another program",
                "a whole file, as vultus wrote it"}});
  const auto digest = seal.substr(seal_words.size(), digest_size);
  if (digest != sha256(content))
    return tl::unexpected(Faults{
        {file, 0, 0, "", "content that its digest does not match: the file was damaged or changed after it was written",
         fmt::format("content with SHA-256 {}", on_one_line(digest))}});
  return content;
}

Faults keep_file(const std::string& path, std::string_view bytes) {
  struct stat there {};
  if (::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode))
    return {{path, 0, 0, "", "something else than a file (a folder, a device)", "a new name, or a file to replace"}};
  std::string fresh = path + ".XXXXXX";
  Descriptor file(::mkstemp(fresh.data()));
  if (file.get() < 0) return {system_fault(path, "cannot be created")};
  if (!fill(file, bytes) || ::rename(fresh.c_str(), path.c_str()) != 0) {
    const auto fault = system_fault(path, "cannot be written");
    ::unlink(fresh.c_str());
    return {fault};
  }
  if (!flush_folder_of(path)) return {system_fault(path, "is written, but its folder cannot be flushed to the disk")};
  return {};
}

Checked<std::string> kept_bytes(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat there {};
  if (file.get() < 0 || ::fstat(file.get(), &there) != 0) {
    auto fault = system_fault(path, "cannot be opened");
    fault.allowed = "a file that this program may read";
    return tl::unexpected(Faults{fault});
  }
  if (!S_ISREG(there.st_mode))
    return tl::unexpected(Faults{{path, 0, 0, "", "something else than a file (a folder, a device)", "a file"}});
  if (static_cast<std::size_t>(there.st_size) > most_bytes)
    return tl::unexpected(Faults{
        {path, 0, 0, "", fmt::format("a file of {} bytes", there.st_size), fmt::format("at most {} bytes", most_bytes)}});
  std::string bytes(static_cast<std::size_t>(there.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto n = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return tl::unexpected(Faults{system_fault(path, "cannot be read")});
    if (n == 0) break;  // it grew shorter while being read: the seal tells
    done += static_cast<std::size_t>(n);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace vultus

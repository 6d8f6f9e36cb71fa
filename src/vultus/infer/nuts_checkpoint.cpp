#include "vultus/infer/nuts_checkpoint.hpp"

#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include "vultus/base/draws.hpp"

namespace vultus {
namespace {

// The file: this line, length and text of the run, number of words, words, a sum over all words. Words are 64 bits in this
// machine's order, numbers with all their bits.
constexpr std::string_view format = "vultus-nuts/1\n";
using Word = std::uint64_t;
using Words64 = std::vector<Word>;

struct Writing {
  Words64 words;
  void operator()(const std::size_t& v) { words.push_back(v); }
  void operator()(const double& v) { words.push_back(std::bit_cast<Word>(v)); }
  template <class T>
  void operator()(const std::vector<T>& list) {
    words.push_back(list.size());
    for (const T& v : list) {
      if constexpr (std::is_same_v<T, double>)
        (*this)(v);
      else
        words.push_back(v);
    }
  }
};

struct Reading {
  const Words64& words;
  std::size_t at = 0;
  Word next() { return words.at(at++); }
  void operator()(std::size_t& v) { v = next(); }
  void operator()(double& v) { v = std::bit_cast<double>(next()); }
  template <class T>
  void operator()(std::vector<T>& list) {
    const Word count = next();
    if (count > words.size() - at) throw std::out_of_range("a list longer than the file");
    list.resize(count);
    for (T& v : list) {
      if constexpr (std::is_same_v<T, double>)
        (*this)(v);
      else
        v = static_cast<T>(next());
    }
  }
};

/// Every number of a state but its metric, in the order of the file.
template <class Archive, class State>
void pass(Archive& archive, State& s) {
  archive(s.iteration);
  archive(s.place.q), archive(s.place.gradient), archive(s.place.log_density);
  archive(s.step.current), archive(s.step.centre), archive(s.step.error), archive(s.step.averaged), archive(s.step.count);
  archive(s.moments.mean), archive(s.moments.squares), archive(s.moments.count);
  archive(s.values), archive(s.log_density), archive(s.energy), archive(s.accept);
  archive(s.depth), archive(s.leapfrogs), archive(s.divergent);
}

Word sum_of(const Words64& words) {
  Word sum = words.size();
  for (const Word w : words) sum = stirred(sum ^ w);
  return sum;
}

[[noreturn]] void failed(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::string part_of(const std::string& path) { return path + ".part"; }

void append(std::string& bytes, Word word) {
  char raw[sizeof word];
  std::memcpy(raw, &word, sizeof word);
  bytes.append(raw, sizeof raw);
}

std::string read_all(std::FILE* file, const std::string& path) {
  std::string bytes;
  char chunk[65536];
  while (const std::size_t n = std::fread(chunk, 1, sizeof chunk, file)) bytes.append(chunk, n);
  if (std::ferror(file) != 0) failed("cannot read " + path);
  return bytes;
}

/// Takes pieces off the front of a file's bytes; `good` turns false where there are too few.
struct Pieces {
  std::string_view rest;
  bool good = true;

  std::string_view text(std::size_t length) {
    good = good && length <= rest.size();
    const auto piece = rest.substr(0, good ? length : 0);
    rest.remove_prefix(piece.size());
    return piece;
  }
  Word word() {
    Word w = 0;
    if (const auto piece = text(sizeof w); good) std::memcpy(&w, piece.data(), sizeof w);
    return w;
  }
};

tl::unexpected<Faults> refused(const std::string& path, std::string found, std::string allowed) {
  return tl::unexpected(Faults{{path, 0, 0, "checkpoint", std::move(found), std::move(allowed)}});
}

tl::unexpected<Faults> damaged(const std::string& path) {
  return refused(path, "a damaged file", "a whole checkpoint; delete the file to start anew");
}

}  // namespace

void write_checkpoint(const std::string& path, const std::string& run, const ChainState& state) {
  Writing writing;
  pass(writing, state);
  writing(state.metric.covariance());
  std::string bytes(format);
  append(bytes, run.size());
  bytes += run;
  append(bytes, writing.words.size());
  bytes.append(reinterpret_cast<const char*>(writing.words.data()), writing.words.size() * sizeof(Word));
  append(bytes, sum_of(writing.words));

  const std::string part = part_of(path);
  File file(std::fopen(part.c_str(), "wb"));
  if (!file) failed("cannot create " + part);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0 && ::fsync(::fileno(file.get())) == 0;
  if (!written) failed("cannot write " + part);
  if (std::rename(part.c_str(), path.c_str()) != 0) failed("cannot replace " + path);
}

Checked<std::optional<ChainState>> read_checkpoint(const std::string& path, const std::string& run) {
  File file(std::fopen(path.c_str(), "rb"));
  if (!file && errno == ENOENT) return std::nullopt;
  if (!file) failed("cannot open " + path);
  const std::string bytes = read_all(file.get(), path);
  Pieces pieces{bytes};
  if (pieces.text(format.size()) != format) return refused(path, "a file of another kind", "a checkpoint of the sampler");
  const std::string of_run(pieces.text(pieces.word()));
  if (!pieces.good) return damaged(path);
  if (of_run != run) return refused(path, "the checkpoint of another run: " + of_run, run);
  Words64 words;
  const Word count = pieces.word();
  const auto raw = pieces.text(count > bytes.size() ? bytes.size() + 1 : count * sizeof(Word));
  const Word sum = pieces.word();
  if (!pieces.good || !pieces.rest.empty()) return damaged(path);
  words.resize(count);
  std::memcpy(words.data(), raw.data(), raw.size());
  if (sum != sum_of(words)) return damaged(path);

  ChainState state;
  Reading reading{words};
  pass(reading, state);
  std::vector<double> covariance;
  reading(covariance);
  state.metric = Metric(std::move(covariance), state.place.q.size());
  return state;
}

void delete_checkpoint(const std::string& path) {
  for (const auto& name : {path, part_of(path)})
    if (std::remove(name.c_str()) != 0 && errno != ENOENT) failed("cannot delete " + name);
}

}  // namespace vultus

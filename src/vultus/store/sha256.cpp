#include "vultus/store/sha256.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace vultus {

namespace {

__extension__ typedef unsigned __int128 Wide;

/// The first 32 bits behind the point of the square root (degree 2) or cube root (degree 3) of a small number.
constexpr std::uint32_t root_bits(unsigned number, int degree) {
  std::uint64_t low = 0, high = std::uint64_t{1} << 38;  // low^degree <= number * 2^(32 degree) < high^degree
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    Wide power = 1;
    for (int i = 0; i < degree; ++i) power *= middle;
    (power <= Wide{number} << (32 * degree) ? low : high) = middle;
  }
  return static_cast<std::uint32_t>(low);
}

constexpr bool is_prime(unsigned number) {
  for (unsigned factor = 2; factor * factor <= number; ++factor)
    if (number % factor == 0) return false;
  return true;
}

/// The standard takes its constants from the roots of the first primes; so they are computed, not typed in.
template <std::size_t count>
constexpr std::array<std::uint32_t, count> roots_of_primes(int degree) {
  std::array<std::uint32_t, count> bits{};
  unsigned prime = 2;
  for (auto& each : bits) {
    while (!is_prime(prime)) ++prime;
    each = root_bits(prime++, degree);
  }
  return bits;
}

using State = std::array<std::uint32_t, 8>;
constexpr State start = roots_of_primes<8>(2);
constexpr std::array<std::uint32_t, 64> round_constants = roots_of_primes<64>(3);
constexpr std::size_t block_size = 64;

std::uint32_t word_at(const char* bytes) {
  std::uint32_t word = 0;
  for (int i = 0; i < 4; ++i) word = word << 8 | static_cast<unsigned char>(bytes[i]);
  return word;
}

void take_block(State& state, const char* block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t t = 0; t < 16; ++t) w[t] = word_at(block + 4 * t);
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t a = w[t - 15], b = w[t - 2];
    w[t] = w[t - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + w[t - 7] +
           (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t t1 =
        h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + round_constants[t] + w[t];
    const std::uint32_t t2 = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const State change{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += change[i];
}

/// What is left of the last block, a one bit, zeros, and the length in bits.
std::string padded_rest(std::string_view bytes) {
  std::string rest(bytes.substr(bytes.size() / block_size * block_size));
  rest += '\x80';
  rest.resize((rest.size() + 8 + block_size - 1) / block_size * block_size - 8, '\0');
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) rest += static_cast<char>(bits >> shift & 0xff);
  return rest;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  State state = start;
  for (std::size_t at = 0; at + block_size <= bytes.size(); at += block_size) take_block(state, bytes.data() + at);
  const std::string rest = padded_rest(bytes);
  for (std::size_t at = 0; at < rest.size(); at += block_size) take_block(state, rest.data() + at);
  std::string digits;
  for (const auto word : state) digits += fmt::format("{:08x}", word);
  return digits;
}

}  // namespace vultus

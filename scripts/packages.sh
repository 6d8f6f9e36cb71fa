# shellcheck shell=bash disable=SC2034
# Debian 12 packages; docs/dependencies.md says what each is for. Sourced by ./run and ./test.

# What the program is built from.
packages_to_run=(
  ccache
  cmake
  g++
  libcli11-dev
  libeigen3-dev
  libexpected-dev
  libfmt-dev
  libgumbo-dev
  libhdf5-dev
  libicu-dev
  libmimalloc-dev
  libnlopt-cxx-dev
  libnlopt-dev
  libopencc-dev
  libuchardet-dev
  libyaml-dev
  ninja-build
  nlohmann-json3-dev
  pkgconf
)

# What the tests need beyond that.
packages_to_test=(
  clang-14
  clang-tidy-14
  libbenchmark-dev
  libboost-dev
  libclang-rt-14-dev
  libgtest-dev
  libsundials-dev
  libvalijson-dev
  libyaml-cpp-dev
  llvm-14
  python3
  python3-h5netcdf
  python3-netcdf4
  python3-xarray
)

# What bench/compare_rstan.sh alone needs.
packages_to_compare=(
  r-base-core
  r-cran-bh
  r-cran-codetools
  r-cran-rstan
)

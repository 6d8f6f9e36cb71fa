#!/usr/bin/env bash
# Effective draws a second of vultus and of rstan, in turn on the same posteriors; see bench/README.md.
# usage: bench/compare_rstan.sh [BUILD_FOLDER] [REPEATS]       (build/dev and 10)
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/packages.sh"
build=${1:-$root/build/dev}
repeats=${2:-10}
install_packages "${packages_to_compare[@]}"
ninja -C "$build" bench_against_stan >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# what Stan's own guide advises; -march=native is not among it: Eigen would disagree with that of the packaged library
printf 'CXX14FLAGS = -O3 -mtune=native -w\nCXX14 = g++\n' >"$work/Makevars"
R_MAKEVARS_USER=$work/Makevars Rscript "$root/bench/rstan.R" "$build/bench_against_stan" "$root/bench/stan" "$work" "$repeats"

# shellcheck shell=bash
# The checks that ./test runs, each a function that adds to the tally. Sourced, not run.

source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

passed=0 failed=0 skipped=0

# Some kernels place memory where clang-14's sanitizers do not expect it; a fixed layout avoids that.
if setarch "$(uname -m)" -R true 2>/dev/null; then steady=(setarch "$(uname -m)" -R); fi

# count_one DOING LOG COMMAND...: one check, one point.
count_one() {
  attempt "$@"
  if ((outcome == 0)); then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# A build that works is no test passed; one that fails is a failure.
build() { # preset targets...
  attempt "building build/$1" "$logs/$1-build.log" configure_and_build "$@"
  if ((outcome != 0)); then failed=$((failed + 1)); fi
}

run_ctest() { # preset
  export LLVM_PROFILE_FILE=$root/build/$1/profiles/%4m.profraw
  export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
  export TSAN_OPTIONS=second_deadlock_stack=1
  rm -rf "$root/build/$1/profiles"
  "${steady[@]}" ctest --preset "$1" --parallel "$(nproc)" --no-tests=error --timeout 600
}

# Adds what ctest's summary says; a run without a summary is one failure.
tally_ctest() { # log
  local total bad idle disabled  # ctest counts skipped tests in its total, disabled ones not
  read -r bad total < <(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' "$1" | tail -n 1) || true
  if [[ -z ${total:-} ]]; then
    failed=$((failed + 1))
    return
  fi
  idle=$(grep -cE '^[[:space:]]+[0-9]+ - .* \(Skipped\)$' "$1" || true)
  disabled=$(grep -cE '^[[:space:]]+[0-9]+ - .* \(Disabled\)$' "$1" || true)
  passed=$((passed + total - bad - idle)) failed=$((failed + bad)) skipped=$((skipped + idle + disabled))
  say "  $total tests, $bad failed, $idle skipped"
}

build_and_test() { # preset targets...
  build "$@"
  if ((outcome != 0)); then return; fi
  attempt "running the tests of build/$1" "$logs/$1-test.log" run_ctest "$1"
  tally_ctest "$logs/$1-test.log"
}

check_headers() {
  count_one "every public header compiled alone" "$logs/headers.log" \
    configure_and_build dev all_verify_interface_header_sets
}

# Two types of one name in one namespace are undefined behaviour that neither compiler nor linker reports.
twice_named_types() {
  find "$root/src" "$root/apps" -name '*.[chi]pp' -print0 | xargs -0 awk '
    FNR == 1 { space = ""; hidden = 0 }
    /^namespace *\{/ { hidden = 1 }
    /^namespace [A-Za-z_:]+ *\{/ { space = $2 }
    /^\}  \/\/ namespace$/ { hidden = 0 }
    !hidden && /^(struct|class|union|enum class) [A-Za-z_]+[^;]*\{/ {
      name = $1 == "enum" ? $3 : $2
      where = FILENAME ":" FNR
      if ((space, name) in seen) { print space "::" name ": " seen[space, name] " and " where; bad = 1 }
      seen[space, name] = where
    }
    END { exit bad }'
}

check_type_names() {
  count_one "looking for two types of one name" "$logs/names.log" twice_named_types
}

# Share of lines that the tests under AddressSanitizer reach, room by room.
report_coverage() {
  local tree=$root/build/asan objects=()
  mapfile -t objects < <(sed -n '1p; 2,$s/^/--object=/p' "$tree/test-executables.txt")
  llvm-profdata-14 merge --sparse --output "$tree/all.profdata" "$tree"/profiles/*.profraw
  llvm-cov-14 report "${objects[@]}" --instr-profile="$tree/all.profdata" \
    --ignore-filename-regex='^/usr/' >"$tree/coverage.txt"
  awk '
    $1 ~ /(^|\/)(src\/vultus|apps)\// {
      room = $1
      sub(/\/[^\/]*$/, "", room); sub(/^.*vultus\//, "", room); sub(/^.*apps\//, "apps/", room)
      lines[room] += $8; missed[room] += $9; all += $8; none += $9
    }
    END {
      for (room in lines) printf "  %-12s %5.1f %% of %d lines\n", room, 100 * (1 - missed[room] / lines[room]), lines[room] | "sort"
      close("sort")
      if (all == 0) exit 1
      printf "lines that the tests reach: %.1f %% of %d\n", 100 * (1 - none / all), all
    }' "$tree/coverage.txt"
}

check_coverage() {
  count_one "measuring coverage" "$logs/coverage.log" report_coverage
  if ((outcome == 0)); then cat "$logs/coverage.log"; fi
}

fuzz_one() { # program seconds
  local name dictionary work kept options=()
  name=$(basename "$1")
  work=$root/build/fuzz/corpus/$name
  mkdir -p "$work"
  for kept in "$root/fuzz/corpus/$name" "$root/fuzz/corpus/${name#fuzz_}"; do
    if [[ -d $kept ]]; then options+=("$kept"); fi
  done
  for dictionary in "$root/fuzz/${name#fuzz_}.dict" "$root/fuzz/yaml.dict"; do
    if [[ -f $dictionary ]]; then options+=("-dict=$dictionary") && break; fi
  done
  VULTUS_DATA=$root/data "${steady[@]}" "$1" "$work" "${options[@]}" -max_total_time="$2" -timeout=20 -rss_limit_mb=2560 \
    -print_final_stats=1 -artifact_prefix="$root/build/fuzz/$name-"
}

check_fuzzers() { # seconds for each
  local program
  if [[ ! -f $root/fuzz/CMakeLists.txt ]]; then return; fi
  build fuzz fuzz/all
  if ((outcome != 0)); then return; fi
  for program in "$root"/build/fuzz/fuzz_*; do
    if [[ -f $program && -x $program ]]; then
      count_one "fuzzing: $(basename "$program")" "$logs/$(basename "$program").log" fuzz_one "$program" "$1"
    fi
  done
}

# Own sources, with the flags of the clang build. What it only counts is left out.
tidy_sources() {
  run-clang-tidy-14 -quiet -p "$root/build/asan" -j "$(nproc)" "^$root/(src|apps)/" |
    sed -E 's/\x1b\[[0-9;]*m//g; /^clang-tidy-14 |^[0-9]+ warnings? generated/d'
}

check_tidy() { count_one "clang-tidy" "$logs/tidy.log" tidy_sources; }

# Prints the closing line; true if nothing failed.
close_tally() {
  local line="$passed passed, $failed failed"
  if ((skipped > 0)); then line+=", $skipped skipped"; fi
  printf '%s\n' "$line"
  ((failed == 0 && passed > 0))
}

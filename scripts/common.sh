# shellcheck shell=bash
# What ./run and ./test share: one line per step with its time, packages, configure, build. Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export LC_ALL=${LC_ALL:-C.UTF-8}

# One known program, whatever the caller's shell has set.
unset CC CXX CPPFLAGS CXXFLAGS LDFLAGS CMAKE_GENERATOR DESTDIR

# A clone elsewhere on the same machine finds what another clone has compiled.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
if [[ ! -w ${HOME:-/nonexistent} ]]; then export CCACHE_DIR=$root/.cache/ccache; fi

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

on_terminal() { [[ -t 2 && ${TERM:-dumb} != dumb ]]; }

# "12 34" when the log tells that 12 of 34 are done (ninja, ctest, apt-get: unpacked and set up), else nothing.
progress_of() {
  if [[ $1 == */packages.log ]]; then
    awk '/^Unpacking|^Setting up/ {done++} / newly installed, / {total = 2 * ($1 + $3)} END {if (total) print done + 0, total}' "$1"
  else
    tail -c 4000 "$1" | sed -nE 's/^\[([1-9][0-9]*)\/([0-9]+)\].*/\1 \2/p; s/^ *([1-9][0-9]*)\/([0-9]+) Test .*/\1 \2/p' | tail -n 1
  fi
}

bar() { # done total
  local width=24 full
  full=$((width * $1 / $2))
  printf '[%s%s] ' "$(printf '%*s' "$full" '' | tr ' ' '#')" "$(printf '%*s' $((width - full)) '' | tr ' ' '.')"
}

# Runs beside a step: a moving line on a terminal, a plain line at 2 s and at every half minute elsewhere.
watch_step() { # doing log
  local began=$SECONDS seconds said=0 parts
  while sleep 0.5 >/dev/null 2>&1; do
    seconds=$((SECONDS - began))
    if ! on_terminal && ((seconds == said || (seconds != 2 && seconds % 30 != 0))); then continue; fi
    read -r -a parts <<<"$(progress_of "$2")" || true
    if on_terminal; then
      printf '\r\033[K%s%s, %s s' "$(if ((${#parts[@]} == 2)); then bar "${parts[@]}"; fi)" "$1" "$seconds" >&2
    elif ((${#parts[@]} == 2)); then
      say "$1 ... $seconds s, ${parts[0]} of ${parts[1]}"
    else
      say "$1 ... $seconds s"
    fi
    said=$seconds
  done
}

# attempt DOING LOG COMMAND...: runs it with its output in LOG and sets `outcome` to its exit status. Says in one line
# what was done and for how long; shows the log in full if it failed.
outcome=0
attempt() {
  local doing=$1 log=$2 began=$SECONDS watcher
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log"
  watch_step "$doing" "$log" &
  watcher=$!
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  outcome=$?
  set -e
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  if on_terminal; then printf '\r\033[K' >&2; fi
  if ((outcome == 0)); then
    say "$doing: $((SECONDS - began)) s"
  else
    say "$doing: failed after $((SECONDS - began)) s"
    cat "$log" >&2
  fi
}

step() { # doing log command...
  attempt "$@"
  if ((outcome != 0)); then exit "$outcome"; fi
}

missing_packages() {
  local have package
  have=" $(dpkg-query -W -f '${Package}/${db:Status-Status} ' "$@" 2>/dev/null || true) "
  for package in "$@"; do
    if [[ $have != *" $package/installed "* ]]; then printf '%s\n' "$package"; fi
  done
}

apt_get() {
  local elevated=(env DEBIAN_FRONTEND=noninteractive)
  if ((EUID != 0)); then elevated=(sudo "${elevated[@]}"); fi
  "${elevated[@]}" apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@"
}

update_and_install() {
  apt_get update || echo "the package lists could not be refreshed; going on with those at hand"
  apt_get install --no-install-recommends "$@"
}

install_packages() { # packages...
  local missing
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "not a Debian system: these packages, or their like, must be there already: $*"
    return
  fi
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then return; fi
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then fail "missing packages; as root: apt-get install ${missing[*]}"; fi
    if ! sudo -n true 2>/dev/null; then sudo -v || fail "missing packages; as root: apt-get install ${missing[*]}"; fi
  fi
  step "installing ${#missing[@]} packages" "$logs/packages.log" update_and_install "${missing[@]}"
}

# What root made in somebody else's tree is handed to the owner of the tree.
hand_back() {
  local owner made
  owner=$(stat -c %u:%g "$root")
  if ((EUID != 0)) || [[ $owner == 0:* ]]; then return; fi
  for made in build out .cache; do
    if [[ -e $root/$made ]]; then chown -R "$owner" "$root/$made"; fi
  done
}

logs=$root/build/logs
prepare_tree() {
  trap hand_back EXIT
  cd "$root"
  if ! mkdir -p "$logs" 2>/dev/null || [[ ! -w $logs ]]; then
    fail "cannot write to $root/build; it belongs to $(stat -c %U "$root/build" 2>/dev/null || stat -c %U "$root")"
  fi
}

# Configures build/PRESET if that was never done, or the presets have changed, or the tree has moved. Anything else that
# needs a new configuration is noticed by ninja.
configure() { # preset
  local tree=$root/build/$1
  if [[ -f $tree/build.ninja ]] && cmp -s "$root/CMakePresets.json" "$tree/configured-with.json" &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$tree/CMakeCache.txt"; then
    return
  fi
  rm -f "$tree/configured-with.json"
  cmake -S "$root" --preset "$1" --fresh
  cp "$root/CMakePresets.json" "$tree/configured-with.json"
}

steady=()  # a command to run programs under, see checks.sh
configure_and_build() { # preset targets...
  configure "$1"
  # programs of a coverage build write where told, the test lists drawn during the build included
  LLVM_PROFILE_FILE=$root/build/$1/profiles/%4m.profraw NINJA_STATUS='[%f/%t] ' \
    "${steady[@]}" ninja -C "$root/build/$1" "${@:2}"
}

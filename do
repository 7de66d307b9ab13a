#!/usr/bin/env bash
# Developer commands. "./do check" is all that CI runs; "./do quick" before each commit; "./do prove" the long evidence.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_TieredPGO=0 # tests end before profiles would pay
# Many of the application's tests wait (for a disk, a server, a pause): twice as many at once as there are cores.
threads=$(($(nproc) * 2))
passed=0
failed=0

need() { # need COMMAND PACKAGE: installs the Debian package when the command is missing
  command -v "$1" >/dev/null || ls $1 >/dev/null 2>&1 || missing="${missing:-} $2"
}

install() {
  missing=""
  need "/usr/lib/postgresql/*/bin/initdb" postgresql
  need hledger hledger
  need chromium chromium
  need pdftoppm poppler-utils
  [ -z "$missing" ] && return
  echo "Installing$missing" >&2
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq $missing >&2 \
    || { echo "These packages could not be installed:$missing" >&2; exit 1; }
}

# Tests make and forget thousands of small files: in memory, where there is room for them.
work_in_memory() {
  local room free
  room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)
  free=$(sed -nE 's/^MemAvailable: *([0-9]+).*/\1/p' /proc/meminfo)
  if [ "${room:-0}" -gt 6000000 ] && [ "${free:-0}" -gt 16000000 ]; then
    scratch=$(mktemp -d -p /dev/shm essaim-tests.XXXXXX)
    chmod 755 "$scratch"
    export TMPDIR=$scratch
  fi
}

clean_up() {
  [ -z "${pg_folder:-}" ] || bash tests/postgres.sh stop "$pg_folder"
  [ -z "${scratch:-}" ] || rm -rf "$scratch"
}

start_postgres() {
  trap clean_up EXIT
  work_in_memory
  local port=$((20000 + RANDOM % 9000))
  pg_folder=$(bash tests/postgres.sh start $port) || exit 1
  export ESSAIM_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=essaim"
}

build() {
  dotnet build Essaim.slnx -c "$1" -v quiet >&2 || { echo "The build failed." >&2; echo "0 passed, 1 failed"; exit 1; }
}

run() { # run PROJECT CONFIGURATION [ARGUMENTS]: runs one test project and adds what it counted
  local project=$1 configuration=$2 log
  shift 2
  log=$(mktemp)
  echo "== $project $*"
  dotnet run --no-build -c "$configuration" --project "tests/$project" -- -noColor "$@" >"$log" 2>&1
  local status=$?
  grep -vE '^ *(Discover|Start|Finish)' "$log"
  local line total bad
  line=$(grep -E 'Total: [0-9]+' "$log" | tail -1)
  total=$(sed -nE 's/.*Total: ([0-9]+).*/\1/p' <<<"$line")
  bad=$(sed -nE 's/.*Errors: ([0-9]+), Failed: ([0-9]+).*/\1 \2/p' <<<"$line")
  bad=$((${bad% *} + ${bad#* }))
  if [ -z "$total" ]; then total=1 bad=1; fi
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then total=$((total + 1)) bad=1; fi
  passed=$((passed + total - bad))
  failed=$((failed + bad))
  rm -f "$log"
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

case "${1:-help}" in
quick)
  install
  start_postgres
  build Debug
  run Essaim.Domain.Tests Debug -trait- Length=Long
  run Essaim.App.Tests Debug -maxThreads $threads -trait- Length=Long -trait- Length=Slow
  finish
  ;;
check)
  install
  start_postgres
  build Release
  run Essaim.Domain.Tests Release -trait- Length=Long
  run Essaim.App.Tests Release -maxThreads $threads -trait- Length=Long
  [ -d tests/Essaim.Browser.Tests ] && run Essaim.Browser.Tests Release -parallelMode all -trait- Length=Long
  finish
  ;;
prove)
  install
  start_postgres
  build Release
  export ESSAIM_PROVE=1
  run Essaim.Domain.Tests Release
  run Essaim.App.Tests Release -maxThreads $threads
  [ -d tests/Essaim.Browser.Tests ] && run Essaim.Browser.Tests Release
  finish
  ;;
*)
  echo "./do quick   before each commit: builds, runs the tests on both databases (under 3 minutes)"
  echo "./do check   what CI runs: installs what is missing, builds, runs every test"
  echo "./do prove   the long evidence: thousands of cases, kills, tampering"
  ;;
esac

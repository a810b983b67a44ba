#!/usr/bin/env bash
# Builds every fuzz target and runs each for a while on a copy of its seeds.
#
#   scripts/fuzz.sh [seconds of each target, default 20] [targets, default all]
#
# Prints a line for each target and fails when one finds something. The input that did it, and what
# the target said, are left under build-fuzz/corpus/<target>/.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-20}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "usage: $0 [seconds] [target...]" >&2; exit 2; }
shift || true
build=build-fuzz

targets=("$@")
if ((${#targets[@]} == 0)); then
  for source in fuzz/*_fuzz.cpp; do
    name=${source##*/}
    targets+=("${name%_fuzz.cpp}")
  done
fi

cmake --preset fuzz >/dev/null
cmake --build "$build" --target "${targets[@]/%/_fuzz}"

# Its own corpus, so that what a run learns is never mixed with the seeds of the repository.
run_one() {
  local name=$1 scratch=$build/corpus/$1
  rm -rf "$scratch"
  mkdir -p "$scratch/inputs" "$scratch/findings"
  [[ ! -d fuzz/seeds/$name ]] || cp -r "fuzz/seeds/$name/." "$scratch/inputs/"
  local verdict=ok
  "$build/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
    -max_len=16384 -print_final_stats=1 -artifact_prefix="$scratch/findings/" "$scratch/inputs" \
    >"$scratch/log" 2>&1 || verdict=FAILED
  local runs
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$scratch/log")
  printf '%-12s %-7s %10s runs\n' "$name" "$verdict" "${runs:-0}"
  if [[ $verdict != ok ]]; then
    grep -m 3 -E 'ERROR|SUMMARY|runtime error|Test unit written' "$scratch/log" | sed 's/^/    /'
    echo "    log: $scratch/log"
    return 1
  fi
}
export -f run_one
export build seconds

printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run_one {}'

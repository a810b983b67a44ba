#!/usr/bin/env bash
# What takes longer than the test suite may, all at once: kills the exporter a hundred times while it delivers, lets a
# receiver of alerts be down for five minutes, and watches streams that are well for half an hour. What each part did is in
# build/soak/, a table of all comes last; the exit status is 1 when any has failed.
#
# Shorter: rounds=5 down=20 healthy=60 scripts/soak.sh
set -uo pipefail
cd "$(dirname "$0")/.."
cmake --build build --parallel "${jobs:-$(nproc)}" \
  --target end_to_end_crash_test end_to_end_alerts_test end_to_end_healthy_test || exit 1

export VEX_CRASH_ROUNDS=${rounds:-100} VEX_DOWN_SECONDS=${down:-300} VEX_HEALTHY_SECONDS=${healthy:-1800}
folder=build/soak
rm -rf "$folder"
mkdir -p "$folder"

# name | binary | tests
parts="\
killed, an own sink is told     | crash   | Crash.*
killed, a receiver is told      | alerts  | KilledExporter.*
a receiver is down              | alerts  | Alert.waits*
nothing is wrong with streams   | healthy | HealthyStreams.*"

children=()
trap 'kill "${children[@]}" 2>/dev/null' EXIT
trap 'exit 130' INT TERM
while IFS='|' read -r name binary tests; do
  read -r binary tests <<<"$binary $tests"
  log=$folder/$((${#children[@]} + 1)).log
  (
    begin=$SECONDS
    timeout 2700 "build/tests/end_to_end_${binary}_test" --gtest_filter="$tests" >"$log" 2>&1
    status=$?
    # A filter that matches nothing passes as well.
    grep -q '^\[  PASSED  \] 1 test' "$log" || status=1
    echo "$((SECONDS - begin))" >"$log.seconds"
    exit "$status"
  ) &
  children+=($!)
done <<<"$parts"

failed=0
number=0
table=""
while IFS='|' read -r name _; do
  if wait "${children[$number]}"; then result=passed; else result=FAILED failed=1; fi
  number=$((number + 1))
  log=$folder/$number.log
  [ "$result" = passed ] || tail -n 40 "$log"
  figures=$(sed -n 's/^measured: //p' "$log")
  table+=$(printf '%s| %s | %5s s | %s' "$name" "$result" "$(cat "$log.seconds")" "${figures:-see $log}")$'\n'
done <<<"$parts"
printf '\n%s' "$table" | tee "$folder/table"
exit "$failed"

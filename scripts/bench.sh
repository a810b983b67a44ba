#!/usr/bin/env bash
# Measures the bounds of docs/performance.md; arguments go to bench/bench.py.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --build build --target receive_floor video-exporter-origin m3u8_bench
ulimit -n 20000 2>/dev/null || ulimit -n "$(ulimit -H -n)"
exec python3 bench/bench.py build "$@"

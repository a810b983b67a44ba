#!/usr/bin/env bash
# What takes longer than the test suite may: kills the exporter a hundred times while it delivers.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --build build --parallel "$(nproc)" --target end_to_end_crash_test
VEX_CRASH_ROUNDS=${rounds:-100} timeout 1800 build/tests/end_to_end_crash_test --gtest_filter='Crash.*'

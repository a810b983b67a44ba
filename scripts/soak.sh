#!/usr/bin/env bash
# What takes longer than the test suite may: kills the exporter a hundred times while it delivers, and lets a receiver of
# alerts be down for five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --build build --parallel "$(nproc)" --target end_to_end_crash_test end_to_end_alerts_test
VEX_CRASH_ROUNDS=${rounds:-100} timeout 1800 build/tests/end_to_end_crash_test --gtest_filter='Crash.*'
VEX_CRASH_ROUNDS=${rounds:-100} VEX_DOWN_SECONDS=${down:-300} timeout 3600 build/tests/end_to_end_alerts_test \
  --gtest_filter='KilledExporter.*:Alert.waits*'

#!/usr/bin/env bash
# Fails where clang-format would change a source file; --fix changes it.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=(--dry-run --Werror)
[ "${1:-}" = --fix ] && mode=(-i)
git ls-files '*.h' '*.c' '*.hpp' '*.cpp' | xargs clang-format-14 "${mode[@]}"

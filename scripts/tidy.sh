#!/usr/bin/env bash
# Runs clang-tidy over the sources of build/compile_commands.json; arguments name some of them.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -gt 0 ]; then
  files=("$@")
else
  mapfile -t files < <(git ls-files 'core/*.cpp' 'media/*.cpp' 'plugins/*.cpp' 'sinks/*.cpp')
fi
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy-14 -p build --quiet --extra-arg=-Wno-unknown-warning-option

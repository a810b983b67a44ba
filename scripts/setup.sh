#!/usr/bin/env bash
# Installs what building, testing and the demo need, from Debian 12's packages. Quick when all of it
# is there. Uses sudo when it is not run by root.
set -euo pipefail

packages=(
  # Build
  build-essential ca-certificates ccache cmake git mold ninja-build pkg-config
  # Libraries
  libavcodec-dev libavformat-dev libavutil-dev libboost-dev libboost-context-dev libboost-filesystem-dev
  libboost-system-dev libc-ares-dev libkainjow-mustache-dev
  libcli11-dev libpoco-dev libsqlite3-dev libssl-dev libyaml-cpp-dev nlohmann-json3-dev zlib1g-dev
  # Tests, their oracles and real servers
  abigail-tools curl ffmpeg gir1.2-gst-rtsp-server-1.0 gstreamer1.0-libav gstreamer1.0-plugins-bad
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly libgmock-dev libgtest-dev
  libnginx-mod-rtmp libnginx-mod-stream nginx-light openssl prometheus prometheus-alertmanager python3 python3-gi
  python3-yaml srt-tools
  # Checks: clang-format, clang-tidy, libFuzzer
  clang-14 clang-format-14 clang-tidy-14 libclang-rt-14-dev
)

missing=()
for package in "${packages[@]}"; do
  if ! dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
    missing+=("$package")
  fi
done
# Node.js may come from elsewhere and bring its npm along, which Debian's package conflicts with.
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)

[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "setup: these packages are missing, and there is no sudo: ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi

# The tests start nginx and Prometheus by themselves: their packages must not start services.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod +x "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi

echo "setup: installing ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends "${missing[@]}"

#!/usr/bin/env bash
# A live origin on this machine, with good and faulty streams, and the exporter watching them. Ends
# with Ctrl-C, both programs together.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
origin=
cleanup() {
  [ -z "$origin" ] || kill "$origin" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

build/bin/video-exporter-origin --port-file "$folder/port" --tls --tls-port-file "$folder/tls_port" \
  --ca-file "$folder/ca.pem" >"$folder/origin.log" &
origin=$!
for _ in $(seq 100); do
  [ -s "$folder/tls_port" ] && break
  sleep 0.1
done
port=$(cat "$folder/port") tls_port=$(cat "$folder/tls_port")

# DEMO_PORT=0 takes a port that is free.
cat >"$folder/config.yml" <<EOC
exporter: {listen_addr: "127.0.0.1:${DEMO_PORT:-8080}"}
defaults:
  tls: {ca_file: $folder/ca.pem}
sinks:
  prometheus: {}
  log: {interval: 20s}
streams:
  healthy:
    - {id: football, url: "http://127.0.0.1:$port/live/football.flv"}
    - {id: tennis, url: "https://localhost:$tls_port/live/tennis.flv?video=hd"}
    - {id: chess, url: "ws://127.0.0.1:$port/live/chess.flv?video=hevc&enhanced_video=1"}
    - {id: rugby, url: "rtmp://127.0.0.1:$port/live/rugby?token=a-secret"}
    - {id: hockey, url: "rtmps://localhost:$tls_port/live/hockey?video=hevc&enhanced_video=1"}
    - {id: radio, url: "http://127.0.0.1:$port/live/radio.flv?video=none&token=a-secret"}
  broken:
    - {id: stalls, url: "http://127.0.0.1:$port/live/stalls.flv?stall_after=20"}
    - {id: freezes, url: "http://127.0.0.1:$port/live/freezes.flv?freeze_after=25"}
    - {id: no-keyframes, url: "http://127.0.0.1:$port/live/dark.flv?no_keyframes=1"}
    - {id: slow-encoder, url: "http://127.0.0.1:$port/live/slow.flv?speed=0.8"}
    - {id: skewed, url: "http://127.0.0.1:$port/live/skewed.flv?skew=600"}
    - {id: unpublished, url: "rtmp://127.0.0.1:$port/live/unpublished?end_after=15"}
    - {id: not-found, url: "http://127.0.0.1:$port/live/gone.flv?status=404"}
    - {id: nobody-there, url: "http://127.0.0.1:1/live/a.flv"}
EOC

echo "Watching 14 streams of a live origin on this machine: http://127.0.0.1:${DEMO_PORT:-8080}/ shows them."
build/bin/video-exporter --config.file "$folder/config.yml"

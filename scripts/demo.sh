#!/usr/bin/env bash
# A live origin on this machine, with good and faulty streams, a live HLS stream of ffmpeg's, and the
# exporter watching them. Ends with Ctrl-C, all programs together.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
servers=()
cleanup() {
  kill "${servers[@]}" 2>/dev/null || true
  wait "${servers[@]}" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

build/bin/video-exporter-origin --port-file "$folder/port" --tls --tls-port-file "$folder/tls_port" \
  --ca-file "$folder/ca.pem" >"$folder/origin.log" &
servers+=($!)

mkdir "$folder/hls"
clips=build/tests/support/clips/media
ffmpeg -nostdin -v error -re -stream_loop -1 -i $clips/h264.mp4 -re -stream_loop -1 -i $clips/low.mp4 \
  -re -stream_loop -1 -i $clips/aac.mp4 -map 0:v -map 1:v -map 2:a -c copy -b:v:0 1000k -b:v:1 120k \
  -f hls -hls_time 2 -hls_list_size 6 -hls_flags delete_segments+program_date_time+independent_segments \
  -hls_segment_type fmp4 -master_pl_name live.m3u8 \
  -var_stream_map 'v:0,agroup:a,name:high v:1,agroup:a,name:low a:0,agroup:a,default:yes,name:sound' \
  -hls_segment_filename "$folder/hls/%v_%d.m4s" "$folder/hls/%v.m3u8" &
servers+=($!)
python3 -u -m http.server --bind 127.0.0.1 --directory "$folder/hls" 0 >"$folder/hls.log" 2>/dev/null &
servers+=($!)

for _ in $(seq 100); do
  [ -s "$folder/tls_port" ] && [ -s "$folder/hls.log" ] && [ -s "$folder/hls/live.m3u8" ] && break
  sleep 0.1
done
port=$(cat "$folder/port") tls_port=$(cat "$folder/tls_port")
hls_port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$folder/hls.log")

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
    - {id: cricket, url: "rtsp://127.0.0.1:$port/live/cricket"}
    - {id: cycling, url: "http://127.0.0.1:$hls_port/live.m3u8"}
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

echo "Watching 16 streams of live origins on this machine: http://127.0.0.1:${DEMO_PORT:-8080}/ shows them."
build/bin/video-exporter --config.file "$folder/config.yml"

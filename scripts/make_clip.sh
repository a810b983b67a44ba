#!/bin/sh
# make_clip.sh NAME FILE: makes one of the test clips with ffmpeg.
#
# A clip is 8 seconds: 200 frames of 25 fps in GOPs of 50, 375 AAC frames of 48 kHz, 400 Opus frames. So every track ends
# exactly where the next loop begins, and a stream played in a loop has no seam. Video and audio are separate
# files, which the live origin puts together in any pair. The noise gives a picture enough to fill its bitrate.
# Encoders that share the work among threads give other bytes every time: one thread makes the same clip in every build.
set -eu
name=$1
file=$2
seconds=8

encode() {
  ffmpeg -nostdin -v error -y "$@"
}

picture() { # SIZE NOISE
  echo "testsrc2=size=$1:rate=25:duration=$seconds,noise=alls=$2:allf=t:all_seed=1,format=yuv420p"
}

video() { # SIZE NOISE ENCODER...
  source=$(picture "$1" "$2")
  shift 2
  encode -f lavfi -i "$source" -threads 1 "$@" -movflags +faststart -f mp4 "$file"
}

x264() { # SIZE NOISE KILOBITS PRESET ARGUMENTS...
  size=$1 noise=$2 rate=$3 preset=$4
  shift 4
  video "$size" "$noise" -c:v libx264 -preset "$preset" -g 50 -keyint_min 50 -sc_threshold 0 \
    -b:v "${rate}k" -maxrate "${rate}k" -bufsize "${rate}k" "$@"
}

audio() { # RATE ENCODER...
  rate=$1
  shift
  encode -f lavfi -i "sine=frequency=440:sample_rate=$rate:duration=$seconds.5" "$@" "$file"
}

case $name in
  h264)   x264 640x360 12 1000 veryfast -profile:v high -bf 2 ;;
  low)    x264 320x180 4 120 ultrafast -profile:v baseline -bf 0 ;;
  tiny)   x264 64x48 0 8 ultrafast -profile:v baseline -bf 0 ;;
  hd)     x264 1920x1080 2 2000 ultrafast -profile:v main -bf 0 ;;
  hevc)   video 320x180 4 -c:v libx265 -preset ultrafast -tag:v hvc1 -b:v 300k \
            -x265-params "keyint=50:min-keyint=50:scenecut=0:open-gop=0:bframes=2:repeat-headers=0:log-level=none" ;;
  av1)    video 256x144 4 -c:v libaom-av1 -cpu-used 8 -usage realtime -lag-in-frames 0 \
            -g 50 -keyint_min 50 -b:v 200k ;;
  vp9)    video 256x144 4 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -lag-in-frames 0 \
            -g 50 -keyint_min 50 -b:v 200k ;;
  aac)    audio 48000 -c:a aac -b:a 96k -ac 2 -f mp4 ;;
  mp3)    audio 48000 -c:a libmp3lame -b:a 64k -ac 2 -write_xing 0 -f mp4 ;;
  opus)   audio 48000 -c:a libopus -b:a 48k -ac 2 -f mp4 ;;
  alaw)   audio 8000 -c:a pcm_alaw -ac 1 -f alaw ;;
  mulaw)  audio 8000 -c:a pcm_mulaw -ac 1 -f mulaw ;;
  flv)    # The clips h264 and aac as one FLV file, for servers that play or receive files.
          folder=$(dirname "$file")
          encode -i "$folder/h264.mp4" -i "$folder/aac.mp4" -c copy -t "$seconds" -f flv "$file" ;;
  *)      echo "make_clip.sh: no clip is named $name" >&2
          exit 2 ;;
esac

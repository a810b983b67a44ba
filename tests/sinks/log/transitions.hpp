// Transitions and checks as the log gets them.
#pragma once

#include <vex/vex.hpp>

#include "sinks/log/check.hpp"

namespace sinks::log {

/// 2026-01-31T12:00:00.123Z
inline constexpr vex::Nanos noon{1'769'860'800'123'456'789};

inline vex::Target stream_target() {
  vex::Target target;
  target.project = "project1";
  target.id = "stream-01";
  target.name = "stream-01";
  target.url = "https://...";
  return target;
}

/// A record around any event; formats look at nothing else of it.
inline vex::Record record_at(vex::Nanos unix_time) {
  static constexpr vex_event event{sizeof(vex_event), VEX_EVENT_STATE, 0};
  return {stream_target(), nullptr, event, unix_time};
}

/// The check of the original exporter's documentation.
inline Check documented_check() {
  Check check;
  check.number = 1;
  check.target = stream_target();
  check.up = vex::Known::yes;
  check.playable = vex::Known::yes;
  check.quality = vex::Quality::good;
  check.figures[response_ms] = 150;
  check.figures[video_packets] = 1234;
  check.figures[keyframes] = 45;
  check.figures[bitrate_bps] = 2500500;
  check.figures[average_bitrate_bps] = 2480300;
  check.figures[stability_score] = 2;
  check.figures[framerate_hertz] = 25;
  check.figures[gop_frames] = 75;
  check.video_codec = "h264";
  check.width = 1920;
  check.height = 1080;
  return check;
}

inline constexpr vex::Rule low_bitrate{"low_bitrate", vex::Severity::warning, "Too little.", "bps"};
inline constexpr vex::Rule stale{
    "hls_playlist_stale", vex::Severity::critical, "Too old.", "seconds", {}, "RFC 8216 6.2.1"};

}  // namespace sinks::log

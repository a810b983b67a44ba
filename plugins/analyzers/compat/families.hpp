// The families of the original exporter, with its own names, units and labels.
#pragma once

#include <vex/vex.hpp>

namespace analyzers {

struct Family : vex::Gauge {
  constexpr Family(const char* family, const char* about)
      : Metric(family, "", about, {"name", "url"}) {}
};

/// Indices of the table below.
enum class Compatible : std::size_t {
  up,
  healthy,
  playable,
  total_packets,
  video_packets,
  audio_packets,
  keyframes,
  bitrate_bps,
  bitrate_kbps,
  avg_bitrate_bps,
  framerate,
  response_ms,
  gop_size,
  quality_score,
  stability_score,
  rtt_ms,
  packet_loss_ratio,
  network_jitter_ms,
  reconnect_count
};

inline constexpr std::size_t family_count = 19;

namespace families {

inline constexpr Family up{"up", "1 while the stream's media clock runs, else 0."};
inline constexpr Family healthy{
    "healthy", "1 when up, playable and free of findings of severity warning or above, else 0."};
inline constexpr Family playable{
    "playable", "1 when a player has what it needs to start: keyframes and packets, else 0."};
inline constexpr Family total_packets{"total_packets", "Packets of the running or last window."};
inline constexpr Family video_packets{"video_packets",
                                      "Video packets of the running or last window."};
inline constexpr Family audio_packets{"audio_packets",
                                      "Audio packets of the running or last window."};
inline constexpr Family keyframes{"keyframes", "Keyframes of the running or last window."};
inline constexpr Family bitrate_bps{"bitrate_bps", "Bits per second in the last window."};
inline constexpr Family bitrate_kbps{"bitrate_kbps", "1000 bits per second in the last window."};
inline constexpr Family avg_bitrate_bps{"avg_bitrate_bps",
                                        "Bits per second over the last ten windows."};
inline constexpr Family framerate{"framerate", "Frames per second in the last window."};
inline constexpr Family response_ms{"response_ms",
                                    "Milliseconds from the request to the peer's answer."};
inline constexpr Family gop_size{"gop_size", "Frames from keyframe to keyframe."};
inline constexpr Family quality_score{
    "quality_score", "2 good, 1 fair, 0 poor, by frame rate and bitrate of the last window."};
inline constexpr Family stability_score{
    "stability_score", "2 stable, 1 fair, 0 unstable, by the variation of the bitrate."};
inline constexpr Family rtt_ms{"rtt_ms", "Round trip to the peer in milliseconds."};
inline constexpr Family packet_loss_ratio{"packet_loss_ratio",
                                          "Share of packets that were lost on the way."};
inline constexpr Family network_jitter_ms{"network_jitter_ms",
                                          "Unevenness of arrival in milliseconds."};
inline constexpr Family reconnect_count{"reconnect_count", "Reconnections since the start."};

}  // namespace families
}  // namespace analyzers

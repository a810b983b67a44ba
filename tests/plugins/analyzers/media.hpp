// Media as the tests of analyzers send it: video is track 1, audio track 2. Media time 0 arrives at
// `start`, and what is punctual arrives at start + DTS.
#pragma once

#include <chrono>

#include <vex/test.hpp>

namespace media_of_tests {

using namespace std::chrono_literals;

inline constexpr std::uint32_t video_id = 1;
inline constexpr std::uint32_t audio_id = 2;
inline constexpr vex::Nanos start = 2h;

inline constexpr vex::Track video_track{
    .id = video_id, .kind = vex::Track::video, .codec = "h264", .nominal_framerate = 25};
inline constexpr vex::Track audio_track{
    .id = audio_id, .kind = vex::Track::audio, .codec = "aac", .sample_rate = 48000};

inline vex::Packet frame(vex::Nanos dts, bool key = false, std::uint64_t size = 1000) {
  return {.time = start + dts, .track = video_id, .key = key, .dts = dts, .pts = dts, .size = size};
}

inline vex::Packet sound(vex::Nanos dts, std::uint64_t size = 100) {
  return {.time = start + dts, .track = audio_id, .dts = dts, .pts = dts, .size = size};
}

inline vex::Packet delayed(vex::Packet packet, vex::Nanos lateness) {
  packet.time += lateness;
  return packet;
}

/// Marked as the host marks what comes out of a GOP cache.
inline vex::Packet burst(vex::Packet packet) {
  packet.burst = true;
  return packet;
}

/// `count` frames from `from` on, every `gop`th a keyframe.
template <class Bench>
void send_frames(Bench& bench, vex::Nanos from, unsigned count, vex::Nanos step = 40ms,
                 unsigned gop = 50, std::uint64_t size = 1000) {
  for (unsigned i = 0; i < count; ++i) bench.send(frame(from + i * step, i % gop == 0, size));
}

/// A window of media time whose ends arrived punctually.
inline vex::Window window(vex::Nanos begin, vex::Nanos end,
                          vex::Window::Cause cause = vex::Window::full) {
  return {.time = start + end,
          .cause = cause,
          .begin_dts = begin,
          .end_dts = end,
          .begin_time = start + begin,
          .end_time = start + end};
}

}  // namespace media_of_tests

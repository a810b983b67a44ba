#include "tests/support/origin/clip.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace origin {
namespace {

std::uint32_t duration_ms(const Track& track) {
  // Frames of a test clip are evenly spaced: the last lasts as long as those before it on average.
  const auto count = static_cast<std::uint32_t>(track.samples.size());
  if (count < 2) {
    throw std::runtime_error("a clip needs two samples at least");
  }
  const auto span = track.samples.back().time_ms - track.samples.front().time_ms;
  return (span * count + (count - 1) / 2) / (count - 1);
}

}  // namespace

Track read_g711(const std::filesystem::path& file, Codec codec) {
  constexpr std::size_t frame_bytes = 160;
  constexpr std::uint32_t frame_ms = 20;
  std::ifstream input(file, std::ios::binary);
  if (!input) {
    throw std::runtime_error("cannot read " + file.string());
  }
  const std::string bytes{std::istreambuf_iterator<char>(input), {}};
  Track track;
  track.codec = codec;
  track.sample_rate = 8000;
  track.channels = 1;
  for (std::size_t at = 0; at + frame_bytes <= bytes.size(); at += frame_bytes) {
    const auto index = static_cast<std::uint32_t>(track.samples.size());
    track.samples.push_back({index * frame_ms, 0, true, bytes.substr(at, frame_bytes)});
  }
  return track;
}

Clip join(std::optional<Track> video, std::optional<Track> audio) {
  Clip clip;
  clip.video = std::move(video);
  clip.audio = std::move(audio);
  if (clip.video) {
    clip.duration_ms = duration_ms(*clip.video);
  } else if (clip.audio) {
    clip.duration_ms = duration_ms(*clip.audio);
  }
  if (clip.audio) {
    auto& samples = clip.audio->samples;
    while (!samples.empty() && samples.back().time_ms >= clip.duration_ms) {
      samples.pop_back();
    }
  }
  return clip;
}

}  // namespace origin

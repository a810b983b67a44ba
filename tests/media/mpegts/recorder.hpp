// What a reader has told, kept.
#pragma once

#include <string>
#include <vector>

#include "media/mpegts/reader.hpp"

namespace media::mpegts::test {

class Recorder final : public Listener {
 public:
  struct Seen {
    Frame frame{};
    std::vector<std::byte> payload{};
  };

  void on_track(const Track& track) override { tracks.push_back(track); }
  void on_frame(const Frame& frame) override {
    frames.push_back({frame, {frame.payload.begin(), frame.payload.end()}});
    frames.back().frame.payload = {};
  }

  [[nodiscard]] std::vector<Frame> of(std::uint16_t pid) const {
    std::vector<Frame> found;
    for (const Seen& seen : frames) {
      if (seen.frame.pid == pid) found.push_back(seen.frame);
    }
    return found;
  }

  /// All of it in lines, to be compared.
  [[nodiscard]] std::string text() const {
    std::string text;
    for (const Track& track : tracks) {
      text += "track " + std::to_string(track.pid) + " " + track.codec + " " +
              std::to_string(track.video.width) + " " + std::to_string(track.audio.sample_rate) +
              "\n";
    }
    for (const Seen& seen : frames) {
      const Frame& frame = seen.frame;
      text += std::to_string(frame.pid) + (frame.is_keyframe ? " key" : "") +
              (frame.is_damaged ? " damaged " : " ") + std::to_string(frame.pts.count()) + " " +
              std::to_string(frame.dts.count()) + " " + std::to_string(frame.size) + " " +
              std::to_string(seen.payload.size()) + "\n";
    }
    return text;
  }

  std::vector<Track> tracks{};
  std::vector<Seen> frames{};
};

}  // namespace media::mpegts::test

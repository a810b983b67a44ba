// Events of a reader as lines of text, which tests compare whole.
#pragma once

#include <chrono>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "media/flv/events.hpp"

namespace media::flv::test {

using Lines = std::vector<std::string>;

/// Payload of that many zeros, as a Recorder writes it.
inline std::string zeros(std::size_t count) {
  std::string text;
  while (count-- > 0) text += " 0";
  return text;
}

/// "video h264 High 4.1 yuv420p 1920x1080 25", "audio aac LC 48000 Hz 2",
/// "video key 40+80 ms 1234 bytes", "metadata 320x240 25 video audio".
class Recorder final : public Listener {
 public:
  void on_track(const Track& track) override {
    std::ostringstream line;
    if (track.kind == TrackKind::video) {
      line << "video " << name_of(track.codec);
      put_word(line, track.video.profile);
      put_word(line, track.video.level);
      put_word(line, track.video.pixel_format);
      line << ' ' << track.video.width << 'x' << track.video.height << ' ' << track.video.framerate;
    } else {
      line << "audio " << name_of(track.codec);
      put_word(line, track.audio.profile);
      line << ' ' << track.audio.sample_rate << " Hz " << track.audio.channels;
    }
    lines.push_back(line.str());
  }

  void on_packet(const Packet& packet) override {
    std::ostringstream line;
    line << (packet.track == TrackKind::video ? "video" : "audio");
    if (packet.is_configuration) line << " config";
    if (packet.is_keyframe) line << " key";
    line << ' ' << packet.dts / std::chrono::milliseconds(1);
    if (packet.pts != packet.dts) line << '+' << milliseconds(packet.pts - packet.dts);
    line << " ms " << packet.size << " bytes";
    if (!packet.payload.empty()) {
      line << ':';
      for (const std::byte byte : packet.payload) line << ' ' << std::to_integer<unsigned>(byte);
    }
    lines.push_back(line.str());
  }

  void on_metadata(const Metadata& metadata) override {
    std::ostringstream line;
    line << "metadata " << metadata.width << 'x' << metadata.height << ' ' << metadata.framerate;
    if (metadata.has_video) line << (*metadata.has_video ? " video" : " no video");
    if (metadata.has_audio) line << (*metadata.has_audio ? " audio" : " no audio");
    lines.push_back(line.str());
  }

  Lines lines;

 private:
  static double milliseconds(nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
  }

  static void put_word(std::ostream& line, std::string_view word) {
    if (!word.empty()) line << ' ' << word;
  }
};

}  // namespace media::flv::test

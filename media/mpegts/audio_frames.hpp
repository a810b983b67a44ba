// Audio frames. Several may share a PES packet, and PES packets may split them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/mpegts/audio_framing.hpp"
#include "media/mpegts/unit_reader.hpp"

namespace media::mpegts {

class AudioFrames final : public UnitReader {
 public:
  AudioFrames(FrameReader* read, std::size_t depth) : read_(read), depth_(depth) {}

  void begin(const UnitStart& start, const UnitOutput& output) override;
  void append(std::span<const std::byte> bytes, const UnitOutput& output) override;
  void end(const UnitOutput& /*output*/) override {}
  void lose() override;
  void finish(const UnitOutput& /*output*/) override { lose(); }

 private:
  std::span<const std::byte> read_frames(std::span<const std::byte> bytes,
                                         const UnitOutput& output);
  void open(const AudioFrame& header, const UnitOutput& output);
  void close(const UnitOutput& output);

  FrameReader* read_;
  std::size_t depth_;

  std::array<std::byte, frame_beginning> beginning_{};  // of a split frame
  std::size_t held_ = 0;
  bool is_in_step_ = false;  // the next byte belongs to the open frame or starts one
  bool is_open_ = false;
  std::size_t skip_ = 0;  // framing to skip
  std::size_t left_ = 0;  // of the open frame
  std::uint32_t samples_ = 0;
  std::uint32_t sample_rate_ = 0;
  Frame frame_{};
  UnitBytes bytes_{};
  AudioFacts facts_{};  // as last announced, even if empty

  std::optional<nanoseconds> start_{};   // of the next frame, from a PES packet
  std::optional<nanoseconds> anchor_{};  // the last such time
  std::uint64_t samples_since_ = 0;      // from the anchor to the next frame
};

}  // namespace media::mpegts

// The containers of HLS.
#pragma once

#include <optional>
#include <string_view>

#include "media/aac/adts_reader.hpp"
#include "media/id3/reader.hpp"
#include "media/mp4/reader.hpp"
#include "media/mpegts/reader.hpp"
#include "media/webvtt/reader.hpp"
#include "plugins/hls/container.hpp"

namespace hls {

/// MPEG-2 transport streams (RFC 8216 3.2).
class TransportStream final : public Container {
 public:
  explicit TransportStream(std::size_t depth) : reader_(depth) {}

  [[nodiscard]] std::string_view name() const override { return "mpegts"; }
  void begin(std::uint64_t offset, bool continues) override;
  void push(vex::Bytes bytes, nanoseconds arrival, MediaListener& listener) override;
  void end(bool is_whole, MediaListener& listener) override;
  [[nodiscard]] vex::Known starts_with_tables() const override;
  [[nodiscard]] std::optional<vex::TransportStream> errors() const override;

 private:
  media::mpegts::Reader reader_;
  bool is_continued_ = false;
  vex::Known tables_ = vex::Known::unknown;
};

/// Fragmented MPEG-4 (RFC 8216 3.3).
class FragmentedMp4 final : public Container {
 public:
  [[nodiscard]] std::string_view name() const override { return "fmp4"; }
  void begin(std::uint64_t offset, bool continues) override;
  void push(vex::Bytes bytes, nanoseconds arrival, MediaListener& listener) override;
  void end(bool is_whole, MediaListener& listener) override;
  [[nodiscard]] vex::Known starts_with_tables() const override;

 private:
  media::mp4::Reader reader_{};
};

/// ADTS frames after an ID3 tag (RFC 8216 3.4). Other packed audio is skipped.
class PackedAudio final : public Container {
 public:
  [[nodiscard]] std::string_view name() const override { return "packed-audio"; }
  void begin(std::uint64_t offset, bool continues) override;
  void push(vex::Bytes bytes, nanoseconds arrival, MediaListener& listener) override;
  void end(bool is_whole, MediaListener& listener) override;
  [[nodiscard]] vex::Known starts_with_tables() const override { return vex::Known::unknown; }

 private:
  void read_frames(vex::Bytes bytes, MediaListener& listener);
  void take_timestamp();

  media::id3::Reader tag_{};
  media::aac::AdtsReader frames_{};
  bool has_timestamp_ = false;
  nanoseconds next_{};  // timestamp of the next frame
  std::optional<std::uint64_t> last_ticks_{};
  std::int64_t wraps_ = 0;
  media::AudioFacts told_{};
};

/// WebVTT (RFC 8216 3.5), which has cues with times instead of frames.
class TextSegments final : public Container {
 public:
  [[nodiscard]] std::string_view name() const override { return "webvtt"; }
  void begin(std::uint64_t offset, bool continues) override;
  void push(vex::Bytes bytes, nanoseconds arrival, MediaListener& listener) override;
  void end(bool is_whole, MediaListener& listener) override;
  [[nodiscard]] vex::Known starts_with_tables() const override { return vex::Known::unknown; }
  [[nodiscard]] std::optional<ShownText> text() const override;

 private:
  media::webvtt::Reader reader_{};
};

}  // namespace hls

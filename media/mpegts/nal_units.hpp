// Access units of H.264 and HEVC (ISO/IEC 13818-1 2.14, 2.17).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/mpegts/unit_reader.hpp"
#include "media/nal/units.hpp"

namespace media::mpegts {

/// The role of a NAL unit in finding access units.
enum class NalRole : std::uint8_t { other = 1, delimiter, parameter_set, picture, keyframe };

/// The differences between the two codecs.
struct NalCodec {
  NalRole (*role)(std::byte header);  // the first byte of a NAL unit
  bool (*is_keyframe)(nal::Units access_unit);
  std::optional<VideoFacts> (*read_parameter_sets)(nal::Units units);
};

extern const NalCodec h264_units;
extern const NalCodec hevc_units;

/// An access unit starts with a PES packet that has a timestamp, and at each delimiter after a
/// picture: packets may hold several units, and units may continue in packets without a time. All
/// of the payload is searched for start codes; only what precedes the first picture is kept and
/// read.
class NalUnits final : public UnitReader {
 public:
  NalUnits(const NalCodec& codec, std::size_t depth) : codec_(codec), depth_(depth) {}

  void begin(const UnitStart& start, const UnitOutput& output) override;
  void append(std::span<const std::byte> bytes, const UnitOutput& output) override;
  void end(const UnitOutput& /*output*/) override {}
  void lose() override;
  void finish(const UnitOutput& output) override;

 private:
  void open(const UnitStart& start);
  void open_after_last();
  void add(std::span<const std::byte> bytes);
  void take_role(NalRole role);
  std::size_t split(std::span<const std::byte> bytes, std::size_t begin, std::size_t header,
                    const UnitOutput& output);
  void read_facts(const UnitOutput& output) const;
  [[nodiscard]] std::size_t limit() const;

  const NalCodec& codec_;
  std::size_t depth_;

  bool is_open_ = false;
  Frame frame_{};
  UnitBytes bytes_{};
  bool has_picture_ = false;
  bool has_parameter_sets_ = false;
  std::size_t picture_at_ = 0;  // offset of the first picture in the unit

  std::optional<UnitStart> start_{};  // of a PES packet without payload so far
  std::optional<UnitStart> next_{};   // for the unit that starts at the next delimiter
  nanoseconds last_dts_{};
  nanoseconds step_{};  // between units, as last seen

  std::array<std::byte, 4> before_{};  // the last bytes of the payload so far
  bool awaits_header_ = false;         // it ended with a start code
};

}  // namespace media::mpegts

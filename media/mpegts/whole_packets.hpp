// Elementary streams whose contents are not examined.
#pragma once

#include <span>

#include "media/mpegts/unit_reader.hpp"

namespace media::mpegts {

/// Each PES packet is a unit, and a keyframe if the transport packet says so.
class WholePackets final : public UnitReader {
 public:
  explicit WholePackets(std::size_t depth) : depth_(depth) {}

  void begin(const UnitStart& start, const UnitOutput& output) override;
  void append(std::span<const std::byte> bytes, const UnitOutput& output) override;
  void end(const UnitOutput& output) override { finish(output); }
  void lose() override { frame_.is_damaged = true; }
  void finish(const UnitOutput& output) override;

 private:
  std::size_t depth_;
  bool is_open_ = false;
  Frame frame_{};
  UnitBytes bytes_{};
};

}  // namespace media::mpegts

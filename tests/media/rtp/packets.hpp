// Writes RTP packets, and records what is read from them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "media/rtp/access_unit.hpp"
#include "media/rtp/packet.hpp"
#include "tests/media/bytes.hpp"

namespace media::rtp::test {

using Bytes = std::vector<std::byte>;

struct Header {
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  bool marker = false;
  std::uint8_t payload_type = 96;
  std::uint32_t ssrc = 0x01020304;
};

inline void append(Bytes& bytes, std::uint32_t value, unsigned count) {
  while (count-- > 0) bytes.push_back(static_cast<std::byte>(value >> (8 * count)));
}

inline Bytes write_packet(const Header& header, std::span<const std::byte> payload = {}) {
  Bytes bytes;
  append(bytes, 0x80, 1);
  append(bytes, (header.marker ? 0x80U : 0U) | header.payload_type, 1);
  append(bytes, header.sequence, 2);
  append(bytes, header.timestamp, 4);
  append(bytes, header.ssrc, 4);
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

/// A packet that lives as long as this does.
class Written {
 public:
  Written(const Header& header, std::string_view payload_hex)
      : payload_(media::test::bytes_of_hex(payload_hex)) {
    packet.sequence = header.sequence;
    packet.timestamp = header.timestamp;
    packet.marker = header.marker;
    packet.payload = payload_;
  }

  Packet packet;

 private:
  Bytes payload_;
};

struct Unit {
  std::uint32_t timestamp;
  bool is_keyframe;
  bool is_damaged;
  std::uint64_t size;
  Bytes payload;
};

class UnitRecorder final : public UnitListener {
 public:
  void on_unit(const AccessUnit& unit) override {
    units.push_back({unit.timestamp,
                     unit.is_keyframe,
                     unit.is_damaged,
                     unit.size,
                     {unit.payload.begin(), unit.payload.end()}});
  }
  void on_video(const VideoFacts& facts) override { videos.push_back(facts); }

  std::vector<Unit> units;
  std::vector<VideoFacts> videos;
};

}  // namespace media::rtp::test

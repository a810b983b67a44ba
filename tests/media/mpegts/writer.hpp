// Transport streams for the reader's tests, written packet by packet.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "media/mpegts/crc32.hpp"
#include "media/mpegts/packet.hpp"
#include "tests/media/bytes.hpp"

namespace media::mpegts::test {

using Bytes = std::vector<std::byte>;

inline Bytes operator+(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

inline Bytes hex(std::string_view text) { return media::test::bytes_of_hex(text); }

inline void put(Bytes& bytes, std::uint64_t number, unsigned count) {
  while (count-- > 0) bytes.push_back(static_cast<std::byte>(number >> (8 * count)));
}

/// What stands in the adaptation field of a packet.
struct Adaptation {
  std::optional<std::uint64_t> pcr{};  // of 27 MHz
  bool is_discontinuous = false;
  bool is_random_access = false;
};

class Writer {
 public:
  static constexpr std::uint16_t map_pid = 0x1000;
  static constexpr std::uint16_t video_pid = 0x100;
  static constexpr std::uint16_t audio_pid = 0x101;

  Bytes bytes{};

  /// One packet; what the payload leaves free is stuffing of the adaptation field. Returns how much
  /// of the payload it took.
  std::size_t packet(std::uint16_t pid, bool starts_unit, const Bytes& payload,
                     std::size_t from = 0, const Adaptation& adaptation = {}) {
    Bytes field;
    const bool has_flags =
        adaptation.pcr || adaptation.is_discontinuous || adaptation.is_random_access;
    if (has_flags) {
      const unsigned flags = (adaptation.is_discontinuous ? 0x80U : 0U) |
                             (adaptation.is_random_access ? 0x40U : 0U) |
                             (adaptation.pcr ? 0x10U : 0U);
      put(field, flags, 1);
      if (adaptation.pcr) {
        put(field, *adaptation.pcr / 300 << 15U | 0x7E00U | *adaptation.pcr % 300, 6);
      }
    }
    const std::size_t room = 184 - (has_flags ? 1 + field.size() : 0);
    const std::size_t size = std::min(room, payload.size() - from);
    std::size_t stuffing = room - size;
    const bool has_field = has_flags || stuffing > 0;
    if (has_field && !has_flags) {
      --stuffing;  // the length
      if (stuffing > 0) {
        put(field, 0, 1);
        --stuffing;
      }
    }
    field.resize(field.size() + stuffing, std::byte{0xFF});
    std::uint8_t& counter = counters_[pid];
    const bool has_payload = size > 0;
    put(bytes, 0x47, 1);
    put(bytes, (starts_unit ? 0x4000U : 0U) | pid, 2);
    put(bytes,
        (has_field ? 0x20U : 0U) | (has_payload ? 0x10U : 0U) |
            (has_payload ? counter : (counter + 15U) & 15U),
        1);
    if (has_payload) counter = (counter + 1U) & 15U;
    if (has_field) {
      put(bytes, field.size(), 1);
      bytes = std::move(bytes) + field;
    }
    bytes.insert(bytes.end(), payload.begin() + static_cast<std::ptrdiff_t>(from),
                 payload.begin() + static_cast<std::ptrdiff_t>(from + size));
    return size;
  }

  /// As many packets as the payload needs.
  void unit(std::uint16_t pid, const Bytes& payload, const Adaptation& adaptation = {}) {
    std::size_t done = packet(pid, true, payload, 0, adaptation);
    while (done < payload.size()) done += packet(pid, false, payload, done);
  }

  /// A clock reference alone.
  void clock(std::uint64_t pcr, std::uint16_t pid = video_pid, bool is_discontinuous = false) {
    packet(pid, false, {}, 0, {.pcr = pcr, .is_discontinuous = is_discontinuous});
  }

  static Bytes section(std::uint8_t table, std::uint16_t extension, const Bytes& body,
                       std::uint8_t version = 0, std::uint8_t number = 0, std::uint8_t last = 0) {
    Bytes section;
    put(section, table, 1);
    put(section, 0xB000U | (body.size() + 9), 2);
    put(section, extension, 2);
    put(section, 0xC1U | static_cast<unsigned>(version << 1U), 1);
    put(section, number, 1);
    put(section, last, 1);
    section = section + body;
    put(section, crc32(section), 4);
    return section;
  }

  static Bytes association(const std::vector<std::pair<std::uint16_t, std::uint16_t>>& programs,
                           std::uint8_t version = 0, std::uint8_t number = 0,
                           std::uint8_t last = 0) {
    Bytes body;
    for (const auto& [program, pid] : programs) {
      put(body, program, 2);
      put(body, 0xE000U | pid, 2);
    }
    return section(0, 1, body, version, number, last);
  }

  struct Stream {
    std::uint8_t type = 0;
    std::uint16_t pid = 0;
    Bytes descriptors{};
  };

  static Bytes map(const std::vector<Stream>& streams, std::uint16_t program = 1,
                   std::uint8_t version = 0, std::uint16_t clock_pid = video_pid) {
    Bytes body;
    put(body, 0xE000U | clock_pid, 2);
    put(body, 0xF000U, 2);
    for (const Stream& stream : streams) {
      put(body, stream.type, 1);
      put(body, 0xE000U | stream.pid, 2);
      put(body, 0xF000U | stream.descriptors.size(), 2);
      body = body + stream.descriptors;
    }
    return section(2, program, body, version);
  }

  /// A section behind its pointer_field.
  void table(std::uint16_t pid, const Bytes& section) { unit(pid, Bytes{std::byte{0}} + section); }

  /// PAT and PMT of one program with H.264 and AAC.
  void tables() {
    table(association_pid, association({{1, map_pid}}));
    table(map_pid, map({{0x1B, video_pid}, {0x0F, audio_pid}}));
  }

  static Bytes pes(const Bytes& payload, std::optional<std::uint64_t> pts = {},
                   std::optional<std::uint64_t> dts = {}, bool has_length = false) {
    Bytes header;
    if (pts) put_time(header, dts ? 3 : 2, *pts);
    if (dts) put_time(header, 1, *dts);
    Bytes packet = hex("000001E0");
    put(packet, has_length ? 3 + header.size() + payload.size() : 0, 2);
    put(packet, 0x80, 1);
    put(packet, pts ? (dts ? 0xC0U : 0x80U) : 0U, 1);
    put(packet, header.size(), 1);
    return packet + header + payload;
  }

 private:
  static void put_time(Bytes& bytes, std::uint64_t mark, std::uint64_t time) {
    put(bytes, mark << 4U | (time >> 30U & 7U) << 1U | 1U, 1);
    put(bytes, (time >> 15U & 0x7FFFU) << 1U | 1U, 2);
    put(bytes, (time & 0x7FFFU) << 1U | 1U, 2);
  }

  std::map<std::uint16_t, std::uint8_t> counters_{};
};

/// An access unit of H.264 with a delimiter: `size` bytes in all.
inline Bytes h264(bool is_keyframe, std::size_t size = 100) {
  Bytes unit = hex("00000001 09F0") + hex(is_keyframe ? "000001 65 88" : "000001 41 9A");
  unit.resize(size, std::byte{0xAB});
  return unit;
}

/// A frame of AAC at 48 kHz in stereo, its header of 7 bytes included.
inline Bytes adts(std::size_t size = 50) {
  Bytes frame;
  put(frame, 0xFFF14C80U, 4);
  frame[3] = static_cast<std::byte>(0x80U | size >> 11U);
  put(frame, size >> 3U, 1);
  put(frame, (size & 7U) << 5U | 0x1FU, 1);
  put(frame, 0xFC, 1);
  frame.resize(size, std::byte{0x11});
  return frame;
}

}  // namespace media::mpegts::test

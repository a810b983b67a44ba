#include "media/rtp/h264.hpp"

#include <algorithm>
#include <array>

#include "media/avc/nal_unit.hpp"
#include "media/avc/sequence_parameter_set.hpp"
#include "media/bits/byte_reader.hpp"

namespace media::rtp {
namespace {

// RFC 6184 5.2, in addition to the types of the codec.
constexpr unsigned stap_a = 24;
constexpr unsigned fu_a = 28;
constexpr unsigned largest_codec_type = 23;

constexpr unsigned type_mask = 0x1F;

/// A recovery point starts a group of pictures, as an IDR picture does; it is in the first bytes of
/// its unit.
bool has_recovery_point(std::span<const std::byte> sei) {
  std::array<std::byte, 64> framed{};
  framed[2] = std::byte{1};
  const auto begin = sei.first(std::min(sei.size(), framed.size() - 3));
  std::copy(begin.begin(), begin.end(), framed.begin() + 3);
  return avc::is_keyframe(nal::Units::annex_b(std::span(framed).first(3 + begin.size())));
}

NalRole role_of(std::span<const std::byte> unit) {
  const auto type = avc::nal_type(unit);
  NalRole role;
  role.is_picture = type >= avc::NalType::non_idr_slice && type <= avc::NalType::idr_slice;
  role.is_keyframe =
      type == avc::NalType::idr_slice || (type == avc::NalType::sei && has_recovery_point(unit));
  role.is_parameter_set = type == avc::NalType::sequence_parameter_set;
  return role;
}

}  // namespace

void H264::push(const Packet& packet, bool follows, UnitListener& listener) {
  unit_.begin_packet(packet, follows, listener);
  if (!packet.payload.empty()) {
    const unsigned type = std::to_integer<unsigned>(packet.payload[0]) & type_mask;
    if (type == stap_a) {
      take_aggregate(packet.payload.subspan(1), listener);
    } else if (type == fu_a) {
      take_fragment(packet.payload);
    } else if (type >= 1 && type <= largest_codec_type) {
      take_unit(packet.payload, listener);
    }
  }
  unit_.end_packet(packet, listener);
}

void H264::take_unit(std::span<const std::byte> unit, UnitListener& listener) {
  const NalRole role = role_of(unit);
  if (role.is_parameter_set) {
    if (const auto facts = avc::read_sequence_parameter_set(unit)) listener.on_video(*facts);
  }
  unit_.begin_nal(unit, role);
}

/// Units, each preceded by a 16-bit size (5.7.1).
void H264::take_aggregate(std::span<const std::byte> payload, UnitListener& listener) {
  bits::ByteReader reader(payload);
  while (reader.left() > 2) {
    const auto unit = reader.bytes(reader.u16());
    if (!reader.ok()) return;
    if (!unit.empty()) take_unit(unit, listener);
  }
}

/// A fragment of a unit, whose header is spread over the first two bytes (5.8). Each fragment has
/// it, so if the first packet of a picture is lost, the others still give its type.
void H264::take_fragment(std::span<const std::byte> payload) {
  if (payload.size() < 2) return;
  const auto header = payload[1];
  const auto piece = payload.subspan(2);
  const bool is_first = (header & std::byte{0x80}) != std::byte{0};
  if (!is_first && !unit_.is_empty()) return unit_.append(piece);
  if (!is_first) unit_.mark_damaged();
  const std::array whole_header{(payload[0] & std::byte{0xE0}) | (header & std::byte{type_mask})};
  unit_.begin_nal(whole_header, role_of(whole_header));
  unit_.append(piece);
}

}  // namespace media::rtp

#include "media/rtp/h265.hpp"

#include <array>

#include "media/bits/byte_reader.hpp"
#include "media/hevc/nal_unit.hpp"
#include "media/hevc/sequence_parameter_set.hpp"

namespace media::rtp {
namespace {

// RFC 7798 4.4, in addition to the types of the codec.
constexpr unsigned aggregation = 48;
constexpr unsigned fragmentation = 49;
constexpr unsigned largest_codec_type = 47;

NalRole role_of(std::span<const std::byte> unit) {
  const auto type = hevc::nal_type(unit);
  NalRole role;
  role.is_picture = type <= hevc::NalType::reserved_vcl_31;
  role.is_keyframe = type >= hevc::NalType::bla_w_lp && type <= hevc::NalType::reserved_irap_23;
  role.is_parameter_set = type == hevc::NalType::sequence_parameter_set;
  return role;
}

}  // namespace

H265::H265(const sdp::FormatParameters& parameters, std::size_t depth)
    : has_order_numbers_(parameters.number("sprop-max-don-diff").value_or(0) > 0), unit_(depth) {}

void H265::push(const Packet& packet, bool follows, UnitListener& listener) {
  unit_.begin_packet(packet, follows, listener);
  if (packet.payload.size() > hevc::nal_header_bytes) {
    const unsigned type = (std::to_integer<unsigned>(packet.payload[0]) >> 1U) & 0x3FU;
    if (type == aggregation) {
      take_aggregate(packet.payload.subspan(hevc::nal_header_bytes), listener);
    } else if (type == fragmentation) {
      take_fragment(packet.payload);
    } else if (type <= largest_codec_type) {
      take_single(packet.payload, listener);
    }
  }
  unit_.end_packet(packet, listener);
}

void H265::take_unit(std::span<const std::byte> unit, UnitListener& listener) {
  const NalRole role = role_of(unit);
  if (role.is_parameter_set) {
    if (const auto facts = hevc::read_sequence_parameter_set(unit)) listener.on_video(*facts);
  }
  unit_.begin_nal(unit, role);
}

/// The decoding order number is between header and payload (4.4.1).
void H265::take_single(std::span<const std::byte> payload, UnitListener& listener) {
  if (!has_order_numbers_) return take_unit(payload, listener);
  constexpr std::size_t before_payload = hevc::nal_header_bytes + 2;
  if (payload.size() < before_payload) return;
  unit_.begin_nal(payload.first(hevc::nal_header_bytes), role_of(payload));
  unit_.append(payload.subspan(before_payload));
}

/// Units, each preceded by a 16-bit size (4.4.2).
void H265::take_aggregate(std::span<const std::byte> payload, UnitListener& listener) {
  bits::ByteReader reader(payload);
  if (has_order_numbers_) reader.skip(2);
  while (reader.left() > 2) {
    const auto unit = reader.bytes(reader.u16());
    if (!reader.ok()) return;
    if (!unit.empty()) take_unit(unit, listener);
    if (has_order_numbers_) reader.skip(1);
  }
}

/// A fragment of a unit, whose type follows the packet's header (4.4.3). Each fragment has it, so
/// if the first packet of a picture is lost, the others still give its type.
void H265::take_fragment(std::span<const std::byte> payload) {
  const auto header = payload[hevc::nal_header_bytes];
  auto piece = payload.subspan(hevc::nal_header_bytes + 1);
  const bool is_first = (header & std::byte{0x80}) != std::byte{0};
  if (is_first && has_order_numbers_) piece = piece.subspan(std::min<std::size_t>(2, piece.size()));
  if (!is_first && !unit_.is_empty()) return unit_.append(piece);
  if (!is_first) unit_.mark_damaged();
  const auto type = header & std::byte{0x3F};
  const std::array whole_header{(payload[0] & std::byte{0x81}) | (type << 1U), payload[1]};
  unit_.begin_nal(whole_header, role_of(whole_header));
  unit_.append(piece);
}

}  // namespace media::rtp

#include "media/rtp/mpeg4_generic.hpp"

#include <algorithm>

#include "media/aac/configuration.hpp"
#include "media/bits/bit_reader.hpp"
#include "media/bits/byte_reader.hpp"

namespace media::rtp {
namespace {

unsigned length_of(const sdp::FormatParameters& parameters, std::string_view name) {
  return std::min(parameters.number(name).value_or(0), 32U);
}

/// The duration of one access unit, in units of the timestamp. Spectral band replication doubles
/// the samples of a frame; some senders count output samples, others coded ones.
std::uint32_t duration_of(const sdp::FormatParameters& parameters, std::uint32_t clock_rate) {
  constexpr std::uint32_t samples_per_frame = 1024;
  if (const auto said = parameters.number("constantduration")) return *said;
  const auto facts = aac::read_configuration(parameters.octets("config"));
  if (!facts || facts->sample_rate == 0 || clock_rate == 0) return samples_per_frame;
  const std::uint64_t coded = samples_per_frame;
  const std::uint64_t samples = facts->profile.starts_with("HE-AAC") ? 2 * coded : coded;
  return static_cast<std::uint32_t>(samples * clock_rate / facts->sample_rate);
}

}  // namespace

Mpeg4Generic::Mpeg4Generic(const sdp::FormatParameters& parameters, std::uint32_t clock_rate,
                           std::size_t depth)
    : size_length_(length_of(parameters, "sizelength")),
      index_length_(length_of(parameters, "indexlength")),
      index_delta_length_(length_of(parameters, "indexdeltalength")),
      frame_duration_(duration_of(parameters, clock_rate)),
      unit_(depth) {}

void Mpeg4Generic::push(const Packet& packet, bool follows, UnitListener& listener) {
  if (unit_.is_open() && (!follows || packet.timestamp != unit_.timestamp())) {
    unit_.mark_damaged();
    unit_.finish(listener);
  }
  bits::ByteReader reader(packet.payload);
  if (size_length_ == 0) {  // no headers: one access unit, or fragments of one that the marker ends
    if (!unit_.is_open()) unit_.begin(packet.timestamp);
    unit_.add(packet.payload);
    if (packet.marker) unit_.finish(listener);
    return;
  }
  const std::size_t header_bits = reader.u16();
  bits::BitReader headers(reader.bytes((header_bits + 7) / 8));
  if (!reader.ok()) return;
  std::uint32_t timestamp = packet.timestamp;
  std::size_t bits_left = header_bits;
  for (bool is_first = true;; is_first = false) {
    const unsigned index_bits = is_first ? index_length_ : index_delta_length_;
    if (bits_left < size_length_ + index_bits) return;
    bits_left -= size_length_ + index_bits;
    const std::uint32_t size = headers.bits(size_length_);
    headers.skip(index_bits);
    if (!headers.ok() || size == 0) return;
    if (size > reader.left()) {  // a fragment of an access unit, alone in its packet
      if (!unit_.is_open()) {
        unit_.begin(packet.timestamp);
        fragment_left_ = size;
      }
      const auto piece = reader.rest();
      unit_.add(piece);
      fragment_left_ -=
          static_cast<std::uint32_t>(std::min<std::size_t>(fragment_left_, piece.size()));
      if (packet.marker || fragment_left_ == 0) unit_.finish(listener);
      return;
    }
    unit_.begin(timestamp);
    unit_.add(reader.bytes(size));
    unit_.finish(listener);
    timestamp += frame_duration_;
  }
}

}  // namespace media::rtp

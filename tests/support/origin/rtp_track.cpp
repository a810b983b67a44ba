#include "tests/support/origin/rtp_track.hpp"

#include <algorithm>

#include "tests/support/origin/rtp_format.hpp"

namespace origin {
namespace {

constexpr std::size_t most_payload_bytes = 1400;
constexpr std::size_t previous_tag_size_size = 4;
constexpr std::uint32_t samples_per_frame = 1024;

// So that the numbers wrap within seconds.
constexpr std::uint16_t first_sequence = 65'000;

constexpr std::uint32_t seconds_from_1900_to_1970 = 2'208'988'800;
constexpr unsigned sender_report_type = 200;
constexpr unsigned description_type = 202;
constexpr unsigned bye_type = 203;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    number = number << 8U | byte_at(bytes, at + i);
  }
  return number;
}

char octet(std::uint32_t value) { return static_cast<char>(value & 0xFFU); }

void put(std::string& bytes, std::uint64_t value, unsigned width) {
  while (width-- > 0) {
    bytes += octet(static_cast<std::uint32_t>(value >> (8 * width)));
  }
}

}  // namespace

std::uint32_t timestamp_of(const Message& tag) {
  return number_at(tag.head, 4, 3) | number_at(tag.head, 7, 1) << 24U;
}

RtpTrack::RtpTrack(Format format, std::size_t place, std::uint32_t clock_rate)
    : format_(format),
      place_(place),
      clock_rate_(clock_rate),
      ssrc_(0x6F726900U + static_cast<std::uint32_t>(place)),
      sequence_(first_sequence) {}

std::uint32_t RtpTrack::timestamp_at(std::uint32_t time_ms) const {
  return static_cast<std::uint32_t>(std::uint64_t{time_ms} * clock_rate_ / 1000);
}

void RtpTrack::packetize(const Message& tag, std::vector<RtpPacket>& packets) {
  const auto data = tag.body.substr(0, tag.body.size() - previous_tag_size_size);
  if (format_ == Format::h264) {
    packetize_video(timestamp_of(tag), data, packets);
  } else {
    packetize_audio(timestamp_of(tag), data, packets);
  }
}

/// Behind a head of five bytes: the record of the configuration, or NAL units behind sizes of four
/// bytes (Adobe FLV 10.1 E.4.3.1).
void RtpTrack::packetize_video(std::uint32_t time_ms, std::string_view data,
                               std::vector<RtpPacket>& packets) {
  constexpr std::size_t head_size = 5;
  if (byte_at(data, 1) == 0) {
    take_configuration(data.substr(head_size));
    return;
  }
  // What is frozen has the presentation time of the picture before, too.
  if (picture_time_ms_ != time_ms) {
    picture_timestamp_ = timestamp_at(time_ms + number_at(data, 2, 3));
  }
  picture_time_ms_ = time_ms;
  const auto timestamp = picture_timestamp_;
  const auto before = packets.size();
  if (byte_at(data, 0) >> 4U == 1) {
    for (const auto unit : parameter_sets_) {
      add_unit(timestamp, unit, packets);
    }
  }
  for (data.remove_prefix(head_size); data.size() > 4;) {
    const auto size = number_at(data, 0, 4);
    add_unit(timestamp, data.substr(4, size), packets);
    data.remove_prefix(std::min<std::size_t>(data.size(), 4 + size));
  }
  if (packets.size() > before) {
    packets.back().head[1] |= static_cast<char>(0x80);  // the last of the access unit
  }
}

void RtpTrack::take_configuration(std::string_view record) {
  parameter_sets_ = parameter_sets_of(record);
}

/// As it is, or in fragments of type 28 behind an indicator and a header with its first and last
/// marked (RFC 6184 5.8).
void RtpTrack::add_unit(std::uint32_t timestamp, std::string_view unit,
                        std::vector<RtpPacket>& packets) {
  if (unit.size() <= most_payload_bytes) {
    add(timestamp, {}, unit, packets);
    return;
  }
  const unsigned header = byte_at(unit, 0);
  constexpr unsigned start = 0x80;
  constexpr unsigned end = 0x40;
  unsigned position = start;
  for (unit.remove_prefix(1); !unit.empty(); position = 0) {
    const auto piece = unit.substr(0, most_payload_bytes - 2);
    unit.remove_prefix(piece.size());
    const char fragment[] = {octet((header & 0xE0U) | 28U),
                             octet((header & 0x1FU) | position | (unit.empty() ? end : 0U))};
    add(timestamp, {fragment, sizeof fragment}, piece, packets);
  }
}

/// One access unit behind a section of one header: 13 bits of size, 3 of index (RFC 3640 3.3.6).
void RtpTrack::packetize_audio(std::uint32_t time_ms, std::string_view data,
                               std::vector<RtpPacket>& packets) {
  constexpr std::size_t head_size = 2;
  if (byte_at(data, 1) == 0) {
    return;
  }
  const auto unit = data.substr(head_size);
  const auto size = static_cast<std::uint32_t>(unit.size());
  const char section[] = {0, 16, octet(size >> 5U), octet(size << 3U)};
  add(audio_timestamp(time_ms), {section, sizeof section}, unit, packets);
  packets.back().head[1] |= static_cast<char>(0x80);
}

/// FLV has rounded it to milliseconds: as long as it is that near, a frame begins where the one
/// before it ends.
std::uint32_t RtpTrack::audio_timestamp(std::uint32_t time_ms) {
  auto timestamp = timestamp_at(time_ms);
  const auto off = static_cast<std::int32_t>(timestamp - next_audio_timestamp_);
  const auto rounding = static_cast<std::int32_t>(clock_rate_ / 1000);
  if (packets_ > 0 && off > -rounding && off < rounding) {
    timestamp = next_audio_timestamp_;
  }
  next_audio_timestamp_ = timestamp + samples_per_frame;
  return timestamp;
}

void RtpTrack::add(std::uint32_t timestamp, std::string_view format_head, std::string_view payload,
                   std::vector<RtpPacket>& packets) {
  auto& packet = packets.emplace_back();
  packet.track = place_;
  const char head[] = {octet(0x80),
                       octet(payload_type(place_)),
                       octet(sequence_ >> 8U),
                       octet(sequence_),
                       octet(timestamp >> 24U),
                       octet(timestamp >> 16U),
                       octet(timestamp >> 8U),
                       octet(timestamp),
                       octet(ssrc_ >> 24U),
                       octet(ssrc_ >> 16U),
                       octet(ssrc_ >> 8U),
                       octet(ssrc_)};
  std::copy(std::begin(head), std::end(head), packet.head.begin());
  std::copy(format_head.begin(), format_head.end(), packet.head.begin() + sizeof head);
  packet.head_size = sizeof head + format_head.size();
  packet.payload = payload;
  ++sequence_;
  ++packets_;
  octets_ += static_cast<std::uint32_t>(format_head.size() + payload.size());
}

std::string RtpTrack::sender_report(std::uint32_t time_ms,
                                    std::chrono::system_clock::time_point now) const {
  using std::chrono::duration_cast;
  const auto since = now.time_since_epoch();
  const auto seconds = duration_cast<std::chrono::seconds>(since);
  const auto nanoseconds = duration_cast<std::chrono::nanoseconds>(since - seconds).count();
  const std::string_view name = "origin";
  std::string bytes;
  put(bytes, 0x80, 1);
  put(bytes, sender_report_type, 1);
  put(bytes, 6, 2);
  put(bytes, ssrc_, 4);
  put(bytes, static_cast<std::uint64_t>(seconds.count()) + seconds_from_1900_to_1970, 4);
  put(bytes, (static_cast<std::uint64_t>(nanoseconds) << 32U) / 1'000'000'000U, 4);
  put(bytes, timestamp_at(time_ms), 4);
  put(bytes, packets_, 4);
  put(bytes, octets_, 4);
  put(bytes, 0x81, 1);
  put(bytes, description_type, 1);
  put(bytes, 4, 2);  // words: the source, then the item, an end and padding
  put(bytes, ssrc_, 4);
  put(bytes, 1, 1);  // CNAME
  put(bytes, name.size(), 1);
  bytes += name;
  put(bytes, 0, 4);
  return bytes;
}

std::string RtpTrack::bye() const {
  std::string bytes;
  put(bytes, 0x81, 1);
  put(bytes, bye_type, 1);
  put(bytes, 1, 2);
  put(bytes, ssrc_, 4);
  return bytes;
}

}  // namespace origin

#include "media/mpegts/pes.hpp"

#include <algorithm>

#include "media/bits/byte_reader.hpp"

namespace media::mpegts {
namespace {

constexpr std::size_t start_bytes = 6;  // start code, stream_id, PES_packet_length
constexpr std::size_t fixed_bytes = 9;  // up to PES_header_data_length
constexpr std::uint32_t start_code = 1;

/// Table 2-22: the streams whose payload directly follows the length.
bool has_plain_payload(unsigned stream_id) {
  switch (stream_id) {
    case 0xBC:  // program_stream_map
    case 0xBE:  // padding_stream
    case 0xBF:  // private_stream_2
    case 0xF0:  // ECM
    case 0xF1:  // EMM
    case 0xF2:  // DSMCC
    case 0xF8:  // H.222.1 type E
    case 0xFF:  // program_stream_directory
      return true;
    default:
      return false;
  }
}

/// 33 bits in five bytes, with a marker bit after each of the three parts.
std::uint64_t read_timestamp(bits::ByteReader& reader) {
  const std::uint64_t high = reader.u8() >> 1U & 7U;
  const std::uint64_t middle = reader.u16() >> 1U;
  const std::uint64_t low = reader.u16() >> 1U;
  return high << 30U | middle << 15U | low;
}

}  // namespace

void PesReader::begin() {
  stage_ = Stage::header;
  filled_ = 0;
  wanted_ = start_bytes;
  rest_ = 0;
  left_ = 0;
  has_length_ = false;
  parsed_ = {};
}

bool PesReader::take_header(std::span<const std::byte>& bytes) {
  while (stage_ == Stage::header) {
    const auto piece = bytes.first(std::min(wanted_ - filled_, bytes.size()));
    std::copy(piece.begin(), piece.end(), header_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += piece.size();
    bytes = bytes.subspan(piece.size());
    if (filled_ < wanted_) return false;
    parse();
  }
  if (stage_ != Stage::header_rest) return false;
  const std::size_t skipped = std::min(rest_, bytes.size());
  bytes = bytes.subspan(skipped);
  rest_ -= skipped;
  if (rest_ != 0) return false;
  stage_ = has_length_ && left_ == 0 ? Stage::complete : Stage::payload;
  return true;
}

void PesReader::parse() {
  bits::ByteReader reader(std::span<const std::byte>(header_).first(filled_));
  if (reader.u24() != start_code) return leave();
  const unsigned stream_id = reader.u8();
  left_ = reader.u16();
  has_length_ = left_ != 0;
  if (has_plain_payload(stream_id)) {
    stage_ = Stage::header_rest;
    return;
  }
  if (filled_ < fixed_bytes) {
    wanted_ = fixed_bytes;
    return;
  }
  const unsigned scrambling = reader.u8();
  const unsigned flags = reader.u8() >> 6U;  // PTS_DTS_flags
  const std::size_t length = reader.u8();
  if (filled_ == fixed_bytes && length != 0) {
    wanted_ = std::min(fixed_bytes + length, header_.size());
    if (wanted_ > filled_) return;
  }
  parsed_.is_scrambled = (scrambling & 0x30U) != 0;
  if ((flags & 2U) != 0 && length >= 5) parsed_.pts = read_timestamp(reader);
  if (flags == 3U && length >= 10) parsed_.dts = read_timestamp(reader);
  rest_ = fixed_bytes + length - filled_;
  const std::size_t behind_length = fixed_bytes - start_bytes + length;
  if (has_length_ && left_ < behind_length) return leave();
  if (has_length_) left_ -= behind_length;
  stage_ = Stage::header_rest;
}

std::span<const std::byte> PesReader::take_payload(std::span<const std::byte>& bytes) {
  if (stage_ != Stage::payload) return {};
  const auto payload = has_length_ ? bytes.first(std::min(left_, bytes.size())) : bytes;
  bytes = bytes.subspan(payload.size());
  if (has_length_) {
    left_ -= payload.size();
    if (left_ == 0) stage_ = Stage::complete;
  }
  return payload;
}

}  // namespace media::mpegts

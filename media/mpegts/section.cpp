#include "media/mpegts/section.hpp"

#include <algorithm>

#include "media/bits/byte_reader.hpp"
#include "media/mpegts/crc32.hpp"

namespace media::mpegts {
namespace {

constexpr std::size_t length_end = 3;  // table_id and section_length
constexpr std::size_t longest = 4096;  // of private sections; PAT and PMT have 1024
constexpr std::byte stuffing{0xFF};
constexpr std::size_t checksum_bytes = 4;

/// 0 while unknown.
std::size_t size_of(std::span<const std::byte> section) {
  if (section.size() < length_end) return 0;
  return length_end + ((std::to_integer<std::size_t>(section[1]) & 0x0FU) << 8U |
                       std::to_integer<std::size_t>(section[2]));
}

}  // namespace

void SectionAssembler::begin(std::span<const std::byte> payload, bool starts_unit, bool follows) {
  if (!follows || is_handed_over_) held_.clear();
  is_handed_over_ = false;
  tail_ = {};
  rest_ = {};
  if (!starts_unit) {
    if (!held_.empty()) tail_ = payload;
    return;
  }
  if (payload.empty()) return;
  const auto pointer = std::to_integer<std::size_t>(payload[0]);
  if (1 + pointer > payload.size()) return held_.clear();
  if (!held_.empty()) tail_ = payload.subspan(1, pointer);
  rest_ = payload.subspan(1 + pointer);
}

std::optional<std::span<const std::byte>> SectionAssembler::next() {
  if (is_handed_over_) {
    held_.clear();
    is_handed_over_ = false;
  }
  if (!held_.empty()) {
    if (auto section = complete()) return section;
    if (rest_.empty()) return std::nullopt;
    held_.clear();  // another section starts where this one should continue
  }
  const auto begin = rest_;
  if (begin.empty() || begin.front() == stuffing) {
    rest_ = {};
    return std::nullopt;
  }
  const std::size_t size = size_of(begin);
  if (size > longest) {
    rest_ = {};
    return std::nullopt;
  }
  if (size == 0 || size > begin.size()) {
    held_.assign(begin.begin(), begin.end());
    rest_ = {};
    return std::nullopt;
  }
  rest_ = begin.subspan(size);
  return begin.first(size);
}

std::optional<std::span<const std::byte>> SectionAssembler::complete() {
  while (!tail_.empty()) {
    const std::size_t size = size_of(held_);
    if (size > longest) {
      held_.clear();
      tail_ = {};
      return std::nullopt;
    }
    const std::size_t wanted = size == 0 ? length_end - held_.size() : size - held_.size();
    const auto piece = tail_.first(std::min(wanted, tail_.size()));
    held_.insert(held_.end(), piece.begin(), piece.end());
    tail_ = tail_.subspan(piece.size());
    if (held_.size() != size_of(held_)) continue;
    tail_ = {};
    is_handed_over_ = true;
    return held_;
  }
  return std::nullopt;
}

std::optional<Section> read_section(std::span<const std::byte> bytes) {
  bits::ByteReader reader(bytes);
  Section section;
  section.table_id = reader.u8();
  reader.skip(2);
  section.table_id_extension = reader.u16();
  const unsigned version = reader.u8();
  section.version = static_cast<std::uint8_t>(version >> 1U & 0x1FU);
  section.is_current = (version & 1U) != 0;
  section.number = reader.u8();
  section.last_number = reader.u8();
  if (!reader.ok() || reader.left() < checksum_bytes || crc32(bytes) != 0) return std::nullopt;
  section.body = reader.bytes(reader.left() - checksum_bytes);
  section.checksum = reader.u32();
  return section;
}

}  // namespace media::mpegts

#include "media/id3/reader.hpp"

#include <algorithm>
#include <string_view>

#include "media/bits/byte_reader.hpp"

namespace media::id3 {

namespace {

constexpr std::array<std::byte, 3> mark{std::byte{'I'}, std::byte{'D'}, std::byte{'3'}};
constexpr std::uint32_t priv = 0x50524956;
constexpr std::string_view owner = "com.apple.streaming.transportStreamTimestamp";
constexpr std::uint8_t footer_present = 0x10;
constexpr std::uint8_t extended_header_present = 0x40;

/// Seven bits of each byte (ID3v2.4.0 6.2).
std::optional<std::uint32_t> synchsafe(std::uint32_t written) {
  if ((written & 0x80808080U) != 0) return std::nullopt;
  return (written & 0x7FU) | (written & 0x7F00U) >> 1U | (written & 0x7F0000U) >> 2U |
         (written & 0x7F000000U) >> 3U;
}

bool may_begin_tag(std::span<const std::byte> bytes) {
  const std::size_t count = std::min(bytes.size(), mark.size());
  return std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count),
                    mark.begin());
}

std::optional<std::uint64_t> read_timestamp(std::span<const std::byte> content) {
  if (content.size() != owner.size() + 1 + 8) return std::nullopt;
  const std::string_view text(reinterpret_cast<const char*>(content.data()), owner.size() + 1);
  if (!text.starts_with(owner) || text.back() != '\0') return std::nullopt;
  const std::uint64_t time = bits::ByteReader(content.subspan(owner.size() + 1)).u64();
  return time & ((std::uint64_t{1} << 33U) - 1);
}

}  // namespace

void Reader::push(std::span<const std::byte>& bytes) {
  while (!bytes.empty() && stage_ == Stage::header) {
    header_.at(header_filled_++) = bytes.front();
    bytes = bytes.subspan(1);
    if (!may_begin_tag(std::span(header_).first(header_filled_))) {
      stage_ = Stage::done;
    } else if (header_filled_ == header_.size()) {
      read_header();
    }
  }
  if (stage_ == Stage::body) take_body(bytes);
}

void Reader::read_header() {
  bits::ByteReader reader(header_);
  reader.skip(mark.size());
  version_ = reader.u8();
  reader.skip(1);
  const std::uint8_t flags = reader.u8();
  const auto size = synchsafe(reader.u32());
  if (!size || version_ == 0xFF) {
    stage_ = Stage::done;
    return;
  }
  has_tag_ = true;
  body_left_ = std::size_t{*size} + ((flags & footer_present) != 0 ? header_.size() : 0);
  stage_ = body_left_ == 0 ? Stage::done : Stage::body;
  // With an extended header, the frames are not where they would be looked for.
  if ((flags & extended_header_present) != 0) version_ = 0;
}

void Reader::take_body(std::span<const std::byte>& bytes) {
  const std::size_t count = std::min(bytes.size(), body_left_);
  const std::size_t kept = std::min(count, max_held_bytes - body_.size());
  body_.insert(body_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept));
  bytes = bytes.subspan(count);
  body_left_ -= count;
  if (body_left_ != 0) return;
  stage_ = Stage::done;
  read_frames();
  body_ = {};
}

void Reader::read_frames() {
  if (version_ < 3) return;
  bits::ByteReader reader(body_);
  while (reader.left() >= 10) {
    const std::uint32_t id = reader.u32();
    const std::uint32_t written = reader.u32();
    reader.skip(2);
    const auto size = version_ == 3 ? std::optional(written) : synchsafe(written);
    if (id == 0 || !size || *size > reader.left()) return;
    const auto content = reader.bytes(*size);
    if (id != priv) continue;
    timestamp_ = read_timestamp(content);
    if (timestamp_) return;
  }
}

std::span<const std::byte> Reader::untaken() const {
  if (has_tag_ || stage_ != Stage::done) return {};
  return std::span(header_).first(header_filled_);
}

}  // namespace media::id3

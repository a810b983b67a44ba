#include "media/nal/units.hpp"

#include <algorithm>
#include <cstring>

namespace media::nal {
namespace {

constexpr std::size_t start_code_size = 3;

/// The position of the next 00 00 01, or the number of bytes.
std::size_t find_start_code(std::span<const std::byte> bytes) {
  std::size_t from = 2;
  while (from < bytes.size()) {
    // The 01 is the rarest of the three bytes, and memchr is far quicker than a loop.
    const void* hit = std::memchr(bytes.data() + from, 1, bytes.size() - from);
    if (hit == nullptr) break;
    const auto one = static_cast<std::size_t>(static_cast<const std::byte*>(hit) - bytes.data());
    if (bytes[one - 1] == std::byte{0} && bytes[one - 2] == std::byte{0}) return one - 2;
    from = one + 1;
  }
  return bytes.size();
}

std::span<const std::byte> without_trailing_zeros(std::span<const std::byte> bytes) {
  while (!bytes.empty() && bytes.back() == std::byte{0}) bytes = bytes.first(bytes.size() - 1);
  return bytes;
}

}  // namespace

Units Units::length_prefixed(std::span<const std::byte> bytes, unsigned length_size) {
  if (length_size == 1 || length_size == 2 || length_size == 4) return {bytes, length_size};
  Units none({}, 4);
  none.is_broken_ = true;
  return none;
}

Units Units::annex_b(std::span<const std::byte> bytes) {
  // Bytes before the first start code belong to no unit.
  return {bytes.subspan(find_start_code(bytes)), 0};
}

std::optional<std::span<const std::byte>> Units::next() {
  while (!rest_.empty()) {
    const auto unit = length_size_ == 0 ? next_annex_b() : next_length_prefixed();
    if (!unit.empty()) return unit;
  }
  return std::nullopt;
}

std::span<const std::byte> Units::next_length_prefixed() {
  if (rest_.size() < length_size_) {
    is_broken_ = true;
    rest_ = {};
    return {};
  }
  std::size_t length = 0;
  for (const std::byte byte : rest_.first(length_size_)) {
    length = (length << 8U) | std::to_integer<std::size_t>(byte);
  }
  rest_ = rest_.subspan(length_size_);
  if (length > rest_.size()) {
    is_broken_ = true;
    length = rest_.size();
  }
  const auto unit = rest_.first(length);
  rest_ = rest_.subspan(length);
  return unit;
}

std::span<const std::byte> Units::next_annex_b() {
  rest_ = rest_.subspan(std::min(start_code_size, rest_.size()));
  const std::size_t end = find_start_code(rest_);
  // The zeros before a start code are trailing_zero_8bits or its leading zero_byte; a unit itself
  // never ends with a zero byte.
  const auto unit = without_trailing_zeros(rest_.first(end));
  rest_ = rest_.subspan(end);
  return unit;
}

}  // namespace media::nal

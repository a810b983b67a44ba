#include "media/mpegts/packet_aligner.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace media::mpegts {
namespace {

constexpr std::array<std::size_t, 3> strides{188, 192, 204};
constexpr std::size_t steps = 4;  // from the first to the fifth sync byte
constexpr std::size_t window = steps * strides.back();
constexpr std::size_t search_limit = 4 * window;  // bytes held while searching

bool is_sync(std::byte byte) { return byte == sync_byte; }

}  // namespace

std::optional<PacketBytes> PacketAligner::next(std::span<const std::byte>& bytes,
                                               Counters& counters) {
  while (stride_ != 0 || search(bytes)) {
    const auto packet = take(bytes);
    if (!packet) return std::nullopt;
    if (is_sync(packet->front())) {
      last_was_broken_ = false;
      return packet;
    }
    ++counters.sync_byte_errors;
    if (!last_was_broken_) {
      last_was_broken_ = true;
      continue;
    }
    ++counters.sync_losses;
    lose_step(*packet);
  }
  return std::nullopt;
}

/// 188 bytes where a packet should be, from the held bytes or in place.
std::optional<PacketBytes> PacketAligner::take(std::span<const std::byte>& bytes) {
  if (position_ == held_.size()) {
    held_.clear();
    position_ = 0;
  }
  if (!drop_between(bytes)) return std::nullopt;
  if (held() == 0 && bytes.size() >= packet_bytes) {
    const auto packet = bytes.first<packet_bytes>();
    bytes = bytes.subspan(packet_bytes);
    between_ = stride_ - packet_bytes;
    return packet;
  }
  if (held() < packet_bytes) {
    const auto piece = bytes.first(std::min(packet_bytes - held(), bytes.size()));
    held_.insert(held_.end(), piece.begin(), piece.end());
    bytes = bytes.subspan(piece.size());
    if (held() < packet_bytes) return std::nullopt;
  }
  const auto packet = std::span<const std::byte>(held_).subspan(position_).first<packet_bytes>();
  position_ += packet_bytes;
  between_ = stride_ - packet_bytes;
  return packet;
}

bool PacketAligner::drop_between(std::span<const std::byte>& bytes) {
  const std::size_t of_held = std::min(between_, held());
  position_ += of_held;
  between_ -= of_held;
  const std::size_t of_bytes = std::min(between_, bytes.size());
  bytes = bytes.subspan(of_bytes);
  between_ -= of_bytes;
  return between_ == 0;
}

/// Tries every position of the fifth sync byte in order, so that the outcome does not depend on how
/// the bytes were split.
bool PacketAligner::search(std::span<const std::byte>& bytes) {
  while (!bytes.empty() || searched_ < held_.size()) {
    const auto piece = bytes.first(std::min(bytes.size(), search_limit - held_.size()));
    held_.insert(held_.end(), piece.begin(), piece.end());
    bytes = bytes.subspan(piece.size());
    for (; searched_ < held_.size(); ++searched_) {
      ++bytes_without_sync_;
      if (!is_sync(held_[searched_])) continue;
      for (const std::size_t stride : strides) {
        if (searched_ < steps * stride) continue;
        std::size_t matches = 0;
        while (matches < steps && is_sync(held_[searched_ - (matches + 1) * stride])) ++matches;
        if (matches < steps) continue;
        step_in(searched_ - steps * stride, stride);
        return true;
      }
    }
    // Bytes further back can no longer start five packets.
    if (held_.size() > window) {
      held_.erase(held_.begin(), held_.end() - static_cast<std::ptrdiff_t>(window));
    }
    searched_ = held_.size();
  }
  return false;
}

void PacketAligner::step_in(std::size_t offset, std::size_t stride) {
  stride_ = stride;
  position_ = offset;
  between_ = 0;
  searched_ = 0;
  bytes_without_sync_ = 0;
  last_was_broken_ = false;
}

/// Starts searching again at the second broken packet.
void PacketAligner::lose_step(PacketBytes packet) {
  std::vector<std::byte> rest(packet.begin(), packet.end());
  rest.insert(rest.end(), held_.begin() + static_cast<std::ptrdiff_t>(position_), held_.end());
  held_ = std::move(rest);
  position_ = 0;
  stride_ = 0;
  between_ = 0;
  searched_ = 0;
}

/// Such a short stream is only accepted if it starts with its first packet.
void PacketAligner::finish() {
  constexpr std::size_t time_stamp_bytes = 4;  // before each packet of 192 bytes
  if (stride_ != 0 || bytes_without_sync_ != held_.size()) return;
  for (const std::size_t stride : strides) {
    const std::size_t offset = stride == packet_bytes + time_stamp_bytes ? time_stamp_bytes : 0;
    std::size_t at = offset;
    while (at < held_.size() && is_sync(held_[at])) at += stride;
    if (offset + packet_bytes <= held_.size() && at >= held_.size()) return step_in(offset, stride);
  }
}

}  // namespace media::mpegts

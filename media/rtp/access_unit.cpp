#include "media/rtp/access_unit.hpp"

#include <algorithm>

namespace media::rtp {

void AccessUnitBuilder::begin(std::uint32_t timestamp) {
  is_open_ = true;
  unit_ = AccessUnit{.timestamp = timestamp};
  kept_.clear();
}

void AccessUnitBuilder::add(std::span<const std::byte> bytes) {
  unit_.size += bytes.size();
  keep(bytes);
}

void AccessUnitBuilder::add_framing(std::span<const std::byte> bytes) { keep(bytes); }

void AccessUnitBuilder::keep(std::span<const std::byte> bytes) {
  const std::size_t room = std::min(depth_, max_bytes) - std::min(kept_.size(), depth_);
  const auto part = bytes.first(std::min(room, bytes.size()));
  kept_.insert(kept_.end(), part.begin(), part.end());
}

void AccessUnitBuilder::finish(UnitListener& listener) {
  if (!is_open_) return;
  is_open_ = false;
  unit_.payload = kept_;
  listener.on_unit(unit_);
}

}  // namespace media::rtp

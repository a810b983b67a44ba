#include "media/flv/body_reader.hpp"

#include <algorithm>

namespace media::flv {

namespace {

// The capacity kept from body to body. More, as sequence headers or whole frames need, is released
// where only headers are read.
constexpr std::size_t usual_capacity = 128;
constexpr std::size_t largest_idle_capacity = std::size_t{4} * 1024;

}  // namespace

void BodyReader::begin(BodyType type, std::uint32_t timestamp_ms, std::size_t size) {
  body_ = Body{type, timestamp_ms, size, {}};
  received_ = 0;
  wanted_ = 0;
  kept_.clear();
}

void BodyReader::push(std::span<const std::byte> piece, Tracks& tracks, Listener& listener) {
  const bool is_first = received_ == 0;
  received_ += piece.size();
  if (is_first && left() == 0) {
    finish(piece, tracks, listener);
    return;
  }
  if (is_first) wanted_ = tracks.wanted(body_);
  keep(piece, tracks);
  if (left() == 0) finish(kept_, tracks, listener);
}

void BodyReader::keep(std::span<const std::byte> piece, const Tracks& tracks) {
  while (kept_.size() < wanted_ && !piece.empty()) {
    const std::size_t count = std::min(wanted_ - kept_.size(), piece.size());
    const std::size_t size = kept_.size() + count;
    if (kept_.capacity() < size) {
      // Doubled each time rather than allocating at once what the peer has announced.
      const std::size_t more = std::max(usual_capacity, 2 * kept_.capacity());
      kept_.reserve(std::max(size, std::min(wanted_, more)));
    }
    kept_.insert(kept_.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
    piece = piece.subspan(count);
    if (kept_.size() < wanted_) return;
    body_.head = kept_;
    wanted_ = std::max(wanted_, tracks.wanted(body_));
  }
}

void BodyReader::finish(std::span<const std::byte> head, Tracks& tracks, Listener& listener) {
  body_.head = head;
  tracks.read(body_, listener);
  body_.head = {};
  const bool is_oversized = kept_.capacity() > largest_idle_capacity;
  kept_.clear();
  if (is_oversized && !tracks.keeps_whole_payloads()) kept_.shrink_to_fit();
}

}  // namespace media::flv

#include "media/rtmp/aggregate_reader.hpp"

#include <algorithm>

#include "media/bits/byte_reader.hpp"

namespace media::rtmp {

void AggregateReader::begin(std::uint32_t timestamp_ms) {
  timestamp_ms_ = timestamp_ms;
  first_tag_ms_.reset();
  stage_ = Stage::tag_header;
  header_.clear();
}

void AggregateReader::push(std::span<const std::byte> piece, flv::Tracks& tracks,
                           flv::Listener& listener) {
  while (!piece.empty() && stage_ != Stage::broken) {
    if (stage_ == Stage::tag_header) {
      const auto header = header_.take(piece, tag_header_size);
      if (!header.empty()) read_tag_header(header, tracks, listener);
      continue;
    }
    const auto part = piece.first(std::min(left_, piece.size()));
    piece = piece.subspan(part.size());
    if (stage_ == Stage::body && is_media_) body_.push(part, tracks, listener);
    left_ -= part.size();
    if (left_ > 0) continue;
    if (stage_ == Stage::body) {
      stage_ = Stage::back_pointer;
      left_ = back_pointer_size;
    } else {
      stage_ = Stage::tag_header;
    }
  }
}

/// The tags' timestamps are relative to the first one, which corresponds to the message's own.
void AggregateReader::read_tag_header(std::span<const std::byte> header, flv::Tracks& tracks,
                                      flv::Listener& listener) {
  bits::ByteReader reader(header);
  const unsigned number = reader.u8() & 0x1FU;
  left_ = reader.u24();
  const std::uint32_t low = reader.u24();
  const std::uint32_t tag_ms = low | std::uint32_t{reader.u8()} << 24U;
  const auto type = static_cast<flv::BodyType>(number);
  is_media_ =
      type == flv::BodyType::audio || type == flv::BodyType::video || type == flv::BodyType::script;
  if (number == 0) {  // not a message type: sync is lost
    stage_ = Stage::broken;
    return;
  }
  if (!first_tag_ms_) first_tag_ms_ = tag_ms;
  if (is_media_) {
    body_.begin(type, timestamp_ms_ + (tag_ms - *first_tag_ms_), left_);
    if (left_ == 0) body_.push({}, tracks, listener);
  }
  stage_ = Stage::body;
  if (left_ == 0) {
    stage_ = Stage::back_pointer;
    left_ = back_pointer_size;
  }
}

}  // namespace media::rtmp

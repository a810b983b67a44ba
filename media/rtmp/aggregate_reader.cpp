#include "media/rtmp/aggregate_reader.hpp"

#include <algorithm>

#include "media/bits/byte_reader.hpp"

namespace media::rtmp {

void AggregateReader::begin(std::uint32_t timestamp_ms) {
  timestamp_ms_ = timestamp_ms;
  first_tag_ms_.reset();
  stage_ = Stage::tag_header;
  header_filled_ = 0;
}

void AggregateReader::push(std::span<const std::byte> piece, flv::Tracks& tracks,
                           flv::Listener& listener) {
  while (!piece.empty() && stage_ != Stage::broken) {
    const std::size_t wanted =
        stage_ == Stage::tag_header ? tag_header_size - header_filled_ : left_;
    const auto part = piece.first(std::min(wanted, piece.size()));
    piece = piece.subspan(part.size());
    if (stage_ == Stage::tag_header) {
      std::copy(part.begin(), part.end(),
                header_.begin() + static_cast<std::ptrdiff_t>(header_filled_));
      header_filled_ += part.size();
      if (header_filled_ == tag_header_size) read_tag_header(tracks, listener);
      continue;
    }
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

/// The timestamps of the tags count from that of the first, which stands for the message's own.
void AggregateReader::read_tag_header(flv::Tracks& tracks, flv::Listener& listener) {
  header_filled_ = 0;
  bits::ByteReader reader(header_);
  const unsigned number = reader.u8() & 0x1FU;
  left_ = reader.u24();
  const std::uint32_t low = reader.u24();
  const std::uint32_t tag_ms = low | std::uint32_t{reader.u8()} << 24U;
  const auto type = static_cast<flv::BodyType>(number);
  is_media_ =
      type == flv::BodyType::audio || type == flv::BodyType::video || type == flv::BodyType::script;
  if (number == 0) {  // no message type: the step is lost
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

// Aggregate messages (7.1.6): a sequence of FLV tags, used by servers for recordings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/bits/partial_field.hpp"
#include "media/flv/body_reader.hpp"

namespace media::rtmp {

/// Reads one message after another, in pieces.
class AggregateReader {
 public:
  /// Starts a message; an unfinished one is discarded.
  void begin(std::uint32_t timestamp_ms);

  /// Takes the next piece and passes its media to the tracks. Anything that is not a tag ends the
  /// message: its rest is ignored.
  void push(std::span<const std::byte> piece, flv::Tracks& tracks, flv::Listener& listener);

 private:
  static constexpr std::size_t tag_header_size = 11;
  static constexpr std::size_t back_pointer_size = 4;

  enum class Stage : std::uint8_t { tag_header = 1, body, back_pointer, broken };

  void read_tag_header(std::span<const std::byte> header, flv::Tracks& tracks,
                       flv::Listener& listener);

  Stage stage_ = Stage::tag_header;
  bits::PartialField<tag_header_size> header_{};
  std::size_t left_ = 0;  // of the body or the back pointer
  bool is_media_ = false;
  std::uint32_t timestamp_ms_ = 0;             // of the message
  std::optional<std::uint32_t> first_tag_ms_;  // the corresponding timestamp in the tags
  flv::BodyReader body_;
};

}  // namespace media::rtmp

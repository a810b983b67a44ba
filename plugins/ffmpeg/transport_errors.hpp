// Errors of a transport stream, counted by our own reader, because FFmpeg does not expose its
// packets.
#pragma once

#include <vex/vex.hpp>

#include <optional>

#include "media/mpegts/reader.hpp"

namespace ffmpeg {

class TransportErrors {
 public:
  /// Takes the bytes of the connection in order; an empty piece is a seam.
  void push(vex::Bytes bytes, vex::Nanos arrival);

  /// Nothing if no packet has arrived.
  [[nodiscard]] std::optional<vex::TransportStream> totals() const;

 private:
  media::mpegts::Reader reader_;
};

}  // namespace ffmpeg

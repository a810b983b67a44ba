// What a transport stream does wrong, counted by our own reader: FFmpeg hands out no packets of it.
#pragma once

#include <vex/vex.hpp>

#include <optional>

#include "media/mpegts/reader.hpp"

namespace ffmpeg {

class TransportErrors {
 public:
  /// The bytes of the connection in their order; an empty piece is a seam.
  void push(vex::Bytes bytes, vex::Nanos arrival);

  /// Nothing where no packet has come.
  [[nodiscard]] std::optional<vex::TransportStream> totals() const;

 private:
  media::mpegts::Reader reader_;
};

}  // namespace ffmpeg

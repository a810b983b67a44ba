// A stream of ADTS frames (ISO/IEC 14496-3 1.A.2), as in packed audio segments.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "media/aac/adts.hpp"

namespace media::aac {

/// A push parser: any split of the bytes gives the same frames. Bytes that do not start a frame are
/// skipped.
class AdtsReader {
 public:
  /// Consumes bytes up to the end of the next frame. Returns true if it is complete; frame() is
  /// then its header.
  bool next(std::span<const std::byte>& bytes);

  [[nodiscard]] const AdtsHeader& frame() const { return frame_; }
  /// Whether a segment may end here: false within a frame.
  [[nodiscard]] bool is_between_frames() const { return left_ == 0 && filled_ == 0; }

  void reset() { *this = AdtsReader(); }

 private:
  static constexpr std::size_t header_bytes = 7;

  bool read_header(std::span<const std::byte>& bytes);

  std::array<std::byte, header_bytes> header_{};
  std::size_t filled_ = 0;
  std::size_t left_ = 0;  // of the current frame
  AdtsHeader frame_{};
};

}  // namespace media::aac

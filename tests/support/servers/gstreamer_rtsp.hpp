#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/process/process.hpp"

namespace support {

/// A GStreamer RTSP server of its own with live test pictures and tones: 320x240 at 25 Hz, GOPs of
/// 25 frames. Paths: /h264 (with AAC), /h265, /audio (PCMA), /tcp and /udp (H.264 by that alone).
/// One with authentication wants the user "watcher" with the password "wonder" for each of them.
class GstreamerRtsp {
 public:
  enum class Authentication { none, basic, digest };

  explicit GstreamerRtsp(Authentication authentication = Authentication::none);

  std::string url(std::string_view path, std::string_view user_info = "") const;

  /// Ends the server.
  void stop() { server_->stop(); }

 private:
  std::unique_ptr<Process> server_;
  std::uint16_t port_ = 0;
};

/// An RTSP server of one H.264 track over UDP that loses, swaps and repeats packets, and tells how
/// many: 25 frames a second in 8 packets each.
class LossyRtsp {
 public:
  LossyRtsp();

  std::string url() const;

  struct Counts {
    std::uint64_t sequence_numbers = 0;  // from the first sent to the last
    std::uint64_t dropped = 0;
    std::uint64_t swapped = 0;
    std::uint64_t repeated = 0;
  };

  /// Waits until it has stopped dropping, swapping and repeating, which it does for ten seconds; it
  /// goes on sending.
  Counts await_counts();

 private:
  std::unique_ptr<Process> server_;
  std::uint16_t port_ = 0;
};

}  // namespace support

// FFmpeg's log, brought to the log of the host with the stream that it is about.
#pragma once

#include <vex/vex.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plugins/ffmpeg/libav.hpp"
#include "plugins/ffmpeg/reasons.hpp"

namespace ffmpeg {

/// Keeps a broken stream from filling the log: no line comes twice within a minute, and no more
/// than `most_lines` of them.
class MessageGate {
 public:
  static constexpr std::size_t most_lines = 16;

  [[nodiscard]] bool admits(const std::string& line, vex::Nanos now);

  /// How many lines of the minute that is over were held back; asked once a minute.
  [[nodiscard]] std::size_t take_held_back(vex::Nanos now);

 private:
  std::array<std::size_t, most_lines> hashes_{};
  std::size_t count_ = 0;
  std::size_t held_back_ = 0;
  std::optional<vex::Nanos> begin_;  // of the minute
};

/// While it lives, what FFmpeg says on the present thread goes to `write`, with VEX_LOG_*. Threads
/// of FFmpeg's own are not heard: nothing tells whose they are. What FFmpeg calls an error is the
/// stream's, not the exporter's, hence a warning.
class Messages {
 public:
  using Write = std::function<void(std::uint32_t level, const std::string& line)>;
  using Now = std::function<vex::Nanos()>;

  /// `secrets`, none of them empty, are masked in what is written, and so are those of URLs.
  Messages(Write write, Now now, std::vector<std::string> secrets);
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;
  ~Messages();

  [[nodiscard]] const Complaint& complaint() const noexcept { return complaint_; }
  void forget_complaint() { complaint_ = {}; }

  /// The header Location of the last answer to a request of HTTP; empty where it has none.
  [[nodiscard]] const std::string& location() const noexcept { return location_; }
  void forget_location() { location_.clear(); }

  /// Sends FFmpeg's log here, once for the process.
  static void redirect_log();

 private:
  static void on_message(void* source, int level, const char* format, va_list arguments);
  void take(const void* source, int level, const char* format, va_list arguments);
  void take_head_line(const char* format, va_list arguments);
  [[nodiscard]] std::string shown(std::string line) const;
  void end_line(const std::string& part, int level);

  Write write_;
  Now now_;
  const std::vector<std::string> secrets_;
  std::string line_;  // FFmpeg writes some lines in pieces
  MessageGate gate_;
  Complaint complaint_;
  std::string location_;
};

}  // namespace ffmpeg

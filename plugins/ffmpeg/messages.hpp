// Passes FFmpeg's log on to the host's, together with the stream it is about.
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

/// Keeps a broken stream from filling the log: no line is repeated within a minute, and there are
/// at most `most_lines` per minute.
class MessageGate {
 public:
  static constexpr std::size_t most_lines = 16;

  [[nodiscard]] bool admits(const std::string& line, vex::Nanos now);

  /// How many lines were held back in the past minute; to be called once a minute.
  [[nodiscard]] std::size_t take_held_back(vex::Nanos now);

 private:
  std::array<std::size_t, most_lines> hashes_{};
  std::size_t count_ = 0;
  std::size_t held_back_ = 0;
  std::optional<vex::Nanos> begin_;  // of the minute
};

/// While this object exists, FFmpeg's messages on the current thread go to `write`, with VEX_LOG_*.
/// FFmpeg's own threads are ignored, because nothing tells which stream they belong to. What FFmpeg
/// calls an error is the stream's, not the exporter's, so it becomes a warning.
class Messages {
 public:
  using Write = std::function<void(std::uint32_t level, const std::string& line)>;
  using Now = std::function<vex::Nanos()>;

  /// `secrets`, none of them empty, are masked in what is written, and so are secrets in URLs.
  Messages(Write write, Now now, std::vector<std::string> secrets);
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;
  ~Messages();

  [[nodiscard]] const Complaint& complaint() const noexcept { return complaint_; }
  void forget_complaint() { complaint_ = {}; }

  /// The Location header of the last HTTP response; empty if it has none.
  [[nodiscard]] const std::string& location() const noexcept { return location_; }
  void forget_location() { location_.clear(); }

  /// Redirects FFmpeg's log here, once per process.
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

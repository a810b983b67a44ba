// What FFmpeg's error codes mean for a stream.
#pragma once

#include <vex/vex.hpp>

#include <string>

namespace ffmpeg {

/// FFmpeg's own text for one of its codes: "Server returned 404 Not Found".
[[nodiscard]] std::string text_of(int code);

/// The last line that FFmpeg logged as an error, and the component that logged it: "tls", "tcp".
struct Complaint {
  std::string part;
  std::string line;
};

enum class Stage { opening, reading };

/// Why the stream is down. Codes are coarse: refused connections, unresolved names and bad
/// certificates all come as EIO, so the component that complained decides between them.
[[nodiscard]] vex::Reason reason_of(int code, Stage stage, const Complaint& complaint);

/// "the stream cannot be opened: Connection refused; FFmpeg's tcp says "…"".
[[nodiscard]] vex::Error error_of(int code, Stage stage, const Complaint& complaint);

}  // namespace ffmpeg

// Resolves a host before FFmpeg does, because FFmpeg's own look-up cannot be interrupted and does
// not distinguish an unknown name from a peer that refuses.
#pragma once

#include <string>

namespace ffmpeg {

class Watchdog;

/// The host of a URL as FFmpeg reads it, without brackets; empty if there is none.
[[nodiscard]] std::string host_of(const std::string& url);

/// Whether the host is a name rather than an address.
[[nodiscard]] bool is_name(const std::string& host);

/// Returns once there is an address. Throws vex::Error if there is none, or the watchdog's verdict.
void resolve(const std::string& host, Watchdog& watchdog);

}  // namespace ffmpeg

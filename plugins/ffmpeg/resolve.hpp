// Looks for the addresses of a host before FFmpeg does: its own look-up cannot be interrupted, and
// does not tell a name that is unknown from a peer that refuses.
#pragma once

#include <string>

namespace ffmpeg {

class Watchdog;

/// The host of a URL as FFmpeg reads it, without brackets; empty where there is none.
[[nodiscard]] std::string host_of(const std::string& url);

/// Whether the host is a name, not an address.
[[nodiscard]] bool is_name(const std::string& host);

/// Returns once there is an address. Throws vex::Error: there is none, or what the watchdog says.
void resolve(const std::string& host, Watchdog& watchdog);

}  // namespace ffmpeg

// Which of FFmpeg's protocols a stream may use, directly and through what it refers to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ffmpeg {

/// In the form of FFmpeg's protocol_whitelist. `configured` replaces the default: network protocols
/// for a network stream, files for a file. For network streams the defaults include nothing that
/// reads local resources, because a playlist from outside could ask for it.
[[nodiscard]] std::string allowed_protocols(std::string_view scheme,
                                            const std::vector<std::string>& configured);

/// Whether a protocol is in a protocol_whitelist.
[[nodiscard]] bool is_allowed(std::string_view protocol, std::string_view allowed);

}  // namespace ffmpeg

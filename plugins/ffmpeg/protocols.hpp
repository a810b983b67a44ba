// Which of FFmpeg's protocols a stream may use, itself and through what it refers to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ffmpeg {

/// In the form of FFmpeg's protocol_whitelist. `configured` replaces the default: protocols of the
/// network for a stream of the network, files for a file. What reads other things than a network
/// is never among the defaults, for a playlist from outside could ask for it.
[[nodiscard]] std::string allowed_protocols(std::string_view scheme,
                                            const std::vector<std::string>& configured);

/// Whether one name is among those of a protocol_whitelist.
[[nodiscard]] bool is_allowed(std::string_view protocol, std::string_view allowed);

}  // namespace ffmpeg

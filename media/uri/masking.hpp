// Secrets of URLs, which peers repeat in what they say.
#pragma once

#include <string>
#include <string_view>

namespace media::uri {

/// Any text, in which URLs may stand: their user information, the values of their queries and the
/// content of "data:" URLs are each "***", their fragments are left out. A URL ends at a space, a
/// quote or an angle bracket; where the text ends within its user information, that is masked too.
/// Of the variables that playlists of HLS make URLs of, nothing is shown.
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace media::uri

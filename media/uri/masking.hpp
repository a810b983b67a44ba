// Masks secrets in URLs, which peers repeat in their messages.
#pragma once

#include <string>
#include <string_view>

namespace media::uri {

/// Takes any text that may contain URLs. Their user information, query values and the content of
/// "data:" URLs are replaced by "***", and their fragments are removed. A URL ends at a space, a
/// quote or an angle bracket; if the text ends within its user information, that is masked, too.
/// Variables that HLS playlists build URLs from are hidden completely.
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace media::uri

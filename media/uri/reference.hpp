// References to resources, as playlists and manifests hold them (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace media::uri {

/// The reference seen from the base (RFC 3986 5.2.2), dot segments removed and without a fragment.
/// Any text gives some text: whether that can be fetched is for the caller to find out. Where
/// `base` is empty the reference stays as it is.
[[nodiscard]] std::string resolve(std::string_view base, std::string_view reference);

/// The scheme in lower case, "" where the text begins with none.
[[nodiscard]] std::string scheme_of(std::string_view text);

/// As it may be shown: user information and the values of the query are each "***", and so is all
/// of a "data:" URL, which may be a key; a fragment is left out. Names of the query stay: they tell
/// which link it was.
[[nodiscard]] std::string without_secrets(std::string_view text);

/// A query, its values masked so.
[[nodiscard]] std::string masked_query(std::string_view query);

}  // namespace media::uri

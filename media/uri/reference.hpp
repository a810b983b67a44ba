// URI references, as in playlists and manifests (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace media::uri {

/// Resolves the reference against the base (RFC 3986 5.2.2), with dot segments and the fragment
/// removed. Any text gives a result; whether it can be fetched is for the caller to find out. With
/// an empty `base` the reference is kept.
[[nodiscard]] std::string resolve(std::string_view base, std::string_view reference);

/// The scheme in lower case; "" if the text does not start with one.
[[nodiscard]] std::string scheme_of(std::string_view text);

/// The reference in a form that may be shown: user information, query values and all of a "data:"
/// URL, which may be a key, are replaced by "***", and a fragment is removed. Parameter names stay,
/// because they identify the link.
[[nodiscard]] std::string without_secrets(std::string_view text);

/// A query whose values are masked in the same way.
[[nodiscard]] std::string masked_query(std::string_view query);

}  // namespace media::uri

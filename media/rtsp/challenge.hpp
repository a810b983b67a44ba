// WWW-Authenticate (RFC 7616 and 7617; RFC 2326 adopts it from HTTP).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace media::rtsp {

struct Challenge {
  enum class Scheme { basic = 1, digest };
  enum class Algorithm { md5 = 1, sha256 };

  Scheme scheme = Scheme::basic;
  std::string realm;
  // For digest:
  Algorithm algorithm = Algorithm::md5;
  std::string nonce;
  std::string opaque;
  bool has_qop_auth = false;  // otherwise RFC 2069 applies
  bool is_stale = false;      // the credentials are right, but the nonce is too old
};

/// Parses a header value with one challenge. Nothing if its scheme, algorithm or protection is not
/// supported.
[[nodiscard]] std::optional<Challenge> parse_challenge(std::string_view header);

/// Whether `a` is preferable: digest before basic, SHA-256 before MD5.
[[nodiscard]] bool is_stronger(const Challenge& a, const Challenge& b) noexcept;

}  // namespace media::rtsp

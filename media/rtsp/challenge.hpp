// WWW-Authenticate (RFC 7616 and 7617; RFC 2326 has it from HTTP).
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
  // Of digest:
  Algorithm algorithm = Algorithm::md5;
  std::string nonce;
  std::string opaque;
  bool has_qop_auth = false;  // else the calculation of RFC 2069
  bool is_stale = false;      // the credentials are right, the nonce is too old
};

/// One header's value with one challenge. Nothing where the scheme, the algorithm or the protection
/// is none that a client here can answer.
[[nodiscard]] std::optional<Challenge> parse_challenge(std::string_view header);

/// `a` is to be preferred: digest before basic, SHA-256 before MD5.
[[nodiscard]] bool is_stronger(const Challenge& a, const Challenge& b) noexcept;

}  // namespace media::rtsp

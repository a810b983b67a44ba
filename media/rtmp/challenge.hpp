// How a server asks a player for credentials: in the description of a refused connect. No
// specification covers this; FFmpeg and librtmp support these two kinds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::rtmp {

struct Challenge {
  enum class Scheme : std::uint8_t { adobe = 1, llnw };

  /// What the server wants next: the user name, to create a challenge for it, or the answer to the
  /// challenge.
  enum class Wants : std::uint8_t { user = 1, answer, nothing_more };

  Scheme scheme{};
  Wants wants{};  // nothing_more: it has refused the credentials
  std::string salt;
  std::string challenge;
  std::string opaque;
  std::string nonce;
};

/// Reads "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] :" and
/// "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=needauth&user=u&salt=s&challenge=c".
/// Nothing for any other sentence.
[[nodiscard]] std::optional<Challenge> parse_challenge(std::string_view description);

}  // namespace media::rtmp

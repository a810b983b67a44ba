// The parameters of a payload format: what follows its number in a=fmtp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace media::sdp {

/// "packetization-mode=1; sprop-parameter-sets=Z0LAHt...,aM4...". Names compare without case, as
/// media type parameters do (RFC 4855 3).
class FormatParameters {
 public:
  static constexpr std::size_t max_parameters = 64;

  FormatParameters() = default;
  explicit FormatParameters(std::string_view text);

  /// Empty if absent or without a value.
  [[nodiscard]] std::string_view value(std::string_view name) const;

  /// The value as a decimal number.
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name) const;

  /// Octets in hexadecimal, as in RFC 3640's config; empty if invalid.
  [[nodiscard]] std::vector<std::byte> octets(std::string_view name) const;

  /// Octets in base64, separated by commas, as in the sprop parameters of RFC 6184 and RFC 7798.
  /// Invalid ones are skipped.
  [[nodiscard]] std::vector<std::vector<std::byte>> octet_list(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace media::sdp

// The parameters of a payload format: what stands behind its number in a=fmtp.
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

  /// Empty when it is not there, or there without a value.
  [[nodiscard]] std::string_view value(std::string_view name) const;

  /// Decimal.
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name) const;

  /// Octets in hexadecimal, as RFC 3640's config; empty when they are not.
  [[nodiscard]] std::vector<std::byte> octets(std::string_view name) const;

  /// Octets in base64, separated by commas, as the sprop parameters of RFC 6184 and RFC 7798.
  /// Those that cannot be read are left out.
  [[nodiscard]] std::vector<std::vector<std::byte>> octet_list(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace media::sdp

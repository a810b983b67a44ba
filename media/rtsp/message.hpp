// RTSP messages as values (RFC 2326, 4 to 7; RFC 7826 uses the same syntax).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace media::rtsp {

/// Ignores the case of ASCII letters only: for header names, methods, schemes and parameters.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// The text without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// A decimal number without a sign or anything around it.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view text) noexcept;

struct Header {
  std::string name;
  std::string value;
};

/// A reply if `status` is not 0, otherwise a request.
struct Message {
  unsigned status = 0;  // 100 to 599
  std::string phrase;   // of a reply
  std::string method;   // of a request
  std::string uri;      // of a request
  std::string version;  // "1.0"
  std::vector<Header> headers;
  std::string body;

  [[nodiscard]] bool is_reply() const noexcept { return status != 0; }

  /// The first header with that name, ignoring case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;

  /// CSeq, if present and a number (12.17).
  [[nodiscard]] std::optional<std::uint64_t> sequence() const noexcept;
};

}  // namespace media::rtsp

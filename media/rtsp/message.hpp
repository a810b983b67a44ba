// Heads and bodies of RTSP (RFC 2326, 4 to 7; RFC 7826 reads the same), as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace media::rtsp {

/// ASCII letters alone: header names, methods, schemes and parameters.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// Without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// A decimal number without sign, nothing around it.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view text) noexcept;

struct Header {
  std::string name;
  std::string value;
};

/// A reply where `status` is not 0, else a request.
struct Message {
  unsigned status = 0;  // 100 to 599
  std::string phrase;   // of a reply, the server's words
  std::string method;   // of a request
  std::string uri;      // of a request
  std::string version;  // "1.0"
  std::vector<Header> headers;
  std::string body;

  [[nodiscard]] bool is_reply() const noexcept { return status != 0; }

  /// The first header of that name, whatever its case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;

  /// CSeq, where it is there and a number (12.17).
  [[nodiscard]] std::optional<std::uint64_t> sequence() const noexcept;
};

}  // namespace media::rtsp

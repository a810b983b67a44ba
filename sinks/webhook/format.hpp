// The known receivers: their bodies, limits, signatures and ways of rejecting a request.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sinks::webhook {

/// Where a request carries its signature.
enum class Signing {
  header = 1,  // our own: X-Video-Exporter-Signature
  dingtalk,    // in the query of the URL
  feishu       // in the body
};

struct Format {
  std::string_view name;
  std::string_view body;  // a template
  Signing signing;
  std::string_view
      code_key;  // in the response's JSON, where 0 means success; empty: the status decides
  std::array<long, 2> busy_codes;  // of responses that ask to retry later
  std::size_t longest_text;        // bytes of text that the receiver accepts besides a title
  std::size_t
      longest_body;  // bytes; SIZE_MAX: no limit. Alerts that do not fit are sent separately

  /// Discord accepts titles of 256 characters, and WeCom's text has room for as many beside its
  /// own.
  [[nodiscard]] std::size_t longest_title() const noexcept {
    return longest_text == SIZE_MAX ? SIZE_MAX : 240;
  }
};

/// A format that the option `format` allows.
const Format& format_named(std::string_view name);

}  // namespace sinks::webhook

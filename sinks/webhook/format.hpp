// The receivers that are known: their bodies, limits, signatures and ways of saying no.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sinks::webhook {

/// Where a request carries the proof of who sent it.
enum class Signing {
  header = 1,  // our own: X-Video-Exporter-Signature
  dingtalk,    // in the query of the URL
  feishu       // in the body
};

struct Format {
  std::string_view name;
  std::string_view body;  // a template
  Signing signing;
  std::string_view code_key;  // of the answer's JSON: 0 there is success; empty: the status says it
  std::array<long, 2> busy_codes;  // of answers that ask for patience
  std::size_t longest_text;        // bytes of text that the receiver takes beside a title
  std::size_t longest_body;  // bytes; SIZE_MAX: no bound. Alerts that do not fit are sent apart

  /// Discord takes 256 characters of a title, and WeCom's text has room for as many beside its own.
  [[nodiscard]] std::size_t longest_title() const noexcept {
    return longest_text == SIZE_MAX ? SIZE_MAX : 240;
  }
};

/// One of those that the option `format` allows.
const Format& format_named(std::string_view name);

}  // namespace sinks::webhook

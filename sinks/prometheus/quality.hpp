// Weighted lists of alternatives, as in Accept and Accept-Encoding (RFC 9110 12.4.2).
#pragma once

#include <string_view>
#include <vector>

namespace sinks::prometheus {

struct Alternative {
  std::string_view name;     // "text/plain", "gzip", "*"
  std::string_view version;  // of the parameter `version`; empty if absent
  double quality = 1;        // 0: not acceptable
};

/// The list's members in order. Invalid ones are skipped; at most 64 are read. Texts are borrowed
/// from the header.
std::vector<Alternative> parse_alternatives(std::string_view header);

/// Ignores case, as for names of media types and encodings.
bool same_name(std::string_view a, std::string_view b) noexcept;

}  // namespace sinks::prometheus

// Lists of alternatives with weights, as Accept and Accept-Encoding carry them (RFC 9110 12.4.2).
#pragma once

#include <string_view>
#include <vector>

namespace sinks::prometheus {

struct Alternative {
  std::string_view name;     // "text/plain", "gzip", "*"
  std::string_view version;  // of the parameter `version`; empty where there is none
  double quality = 1;        // 0: not acceptable
};

/// The list's members in order. What is not understood is skipped; at most 64 are read. Texts are
/// borrowed from the header.
std::vector<Alternative> parse_alternatives(std::string_view header);

/// Names of media types and encodings know no case.
bool same_name(std::string_view a, std::string_view b) noexcept;

}  // namespace sinks::prometheus

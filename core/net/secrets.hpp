#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/net/url.hpp"

namespace core::net {

// Knows what must never be shown of one stream and masks it in any sentence: user names and
// passwords as written, decoded and in base64, query values, values of headers.
class Secrets {
 public:
  void add_url(const Url& url);
  void add(
      std::string_view secret);  // shorter than 3 bytes: ignored, for it would mask half of all

  // `sentence` with every secret replaced by "***". [thread-safe]
  std::string scrub(std::string_view sentence) const;

 private:
  std::vector<std::string> secrets_;  // the longest first
};

}  // namespace core::net

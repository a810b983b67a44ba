#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/net/url.hpp"

namespace core::net {

// Knows what must never be shown of one stream and masks it in any text: user names and passwords
// as written, decoded and in base64, query values, values of headers.
class Secrets {
 public:
  void add_url(const Url& url);
  // Ignored if shorter than 3 bytes, since masking it would mask half of any text.
  void add(std::string_view secret);

  // `sentence` with every secret replaced by "***". [thread-safe]
  std::string scrub(std::string_view sentence) const;

 private:
  std::vector<std::string> secrets_;  // longest first
};

}  // namespace core::net

#pragma once

#include <string>
#include <vector>

#include "core/net/http.hpp"

namespace core::net {

// The bytes of a request to `url`. A later header replaces an earlier one with the same name, and
// the ones that are sent by default. Throws vex::Error (VEX_E_INVALID) if a header or the method
// would break out of its line.
std::string write_request(const HttpRequest& request, const Url& url,
                          const std::vector<Header>& headers);

}  // namespace core::net

#pragma once

#include <string>
#include <vector>

#include "core/net/http.hpp"

namespace core::net {

// The bytes of a request to `url`. A later header takes the place of an earlier one of its name,
// and of those that are sent anyway. Throws vex::Error (VEX_E_INVALID) when a header or the method
// would break out of its line.
std::string write_request(const HttpRequest& request, const Url& url,
                          const std::vector<Header>& headers);

}  // namespace core::net

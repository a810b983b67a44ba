// One exchange over Poco's server.
#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <stop_token>

namespace core::web {

class Routes;

/// Makes the handlers that bring a request to `routes` and the answer back. Owned by Poco.
[[nodiscard]] Poco::Net::HTTPRequestHandlerFactory* make_exchanges(const Routes& routes,
                                                                   std::stop_token cancelled);

}  // namespace core::web

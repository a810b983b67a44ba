// Request handlers for Poco's server.
#pragma once

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <stop_token>

namespace core::web {

class Routes;

/// Creates the handlers that pass requests to `routes` and send the responses. Owned by Poco.
[[nodiscard]] Poco::Net::HTTPRequestHandlerFactory* make_exchanges(const Routes& routes,
                                                                   std::stop_token cancelled);

}  // namespace core::web

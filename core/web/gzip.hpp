// Compresses responses for clients that support it.
#pragma once

#include "core/web/message.hpp"

namespace core::web {

/// Compresses a long text if the client accepts gzip (RFC 9110 12.5.3) and the page has not already
/// done so.
void pack_if_wanted(const Request& request, Response& response);

}  // namespace core::web

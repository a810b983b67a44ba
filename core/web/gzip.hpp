// Answers made smaller for clients that can unpack them.
#pragma once

#include "core/web/message.hpp"

namespace core::web {

/// Packs a long text when the client accepts gzip (RFC 9110 12.5.3) and the page did not do so
/// itself.
void pack_if_wanted(const Request& request, Response& response);

}  // namespace core::web

// The options of a receiver, checked and put together.
#pragma once

#include "sinks/webhook/composer.hpp"
#include "sinks/webhook/exchange.hpp"
#include "sinks/webhook/filter.hpp"
#include "sinks/webhook/secrets.hpp"

namespace sinks::webhook {

/// Throws vex::Error for a URL that cannot be used, a certificate that cannot be read, two ways to
/// prove who asks.
Endpoint endpoint_of(const vex::Setup& setup);

/// Throws vex::Error for a template that does not render.
Composer composer_of(const vex::Setup& setup);

/// Of the URL and of the credentials.
Secrets secrets_of(const vex::Setup& setup);

/// Throws vex::Error for a severity that does not exist.
Filter filter_of(const vex::Setup& setup);

}  // namespace sinks::webhook

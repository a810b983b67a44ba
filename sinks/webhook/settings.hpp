// The options of a receiver, checked and combined.
#pragma once

#include "sinks/webhook/composer.hpp"
#include "sinks/webhook/exchange.hpp"
#include "sinks/webhook/filter.hpp"
#include "sinks/webhook/secrets.hpp"

namespace sinks::webhook {

/// Throws vex::Error for an unusable URL, an unreadable certificate, or two kinds of credentials.
Endpoint endpoint_of(const vex::Setup& setup);

/// Throws vex::Error for a template that does not render.
Composer composer_of(const vex::Setup& setup);

/// The secrets in the URL and the credentials.
Secrets secrets_of(const vex::Setup& setup);

/// Throws vex::Error for an unknown severity.
Filter filter_of(const vex::Setup& setup);

}  // namespace sinks::webhook

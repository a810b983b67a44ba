#pragma once

#include <optional>
#include <string>

#include "tests/support/origin/behaviour.hpp"
#include "tests/support/origin/http_request.hpp"

namespace origin {

/// An answer other than the stream.
struct Refusal {
  unsigned status = 0;
  std::string headers;
  std::string text;
};

/// What a request gets instead of the stream, as its behaviour wants it: a redirect, a status;
/// nothing when it gets the stream.
std::optional<Refusal> refusal(const HttpRequest& request, const Behaviour& behaviour);

}  // namespace origin

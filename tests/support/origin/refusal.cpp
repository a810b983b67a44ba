#include "tests/support/origin/refusal.hpp"

namespace origin {
namespace {

Refusal redirect(const HttpRequest& request, const Behaviour& behaviour) {
  auto target = behaviour.redirect_to;
  if (target.empty()) {
    target = request.path + "?" + request.query;
    const auto now = "redirect=" + std::to_string(behaviour.redirect);
    const auto at = target.find(now);
    if (!behaviour.redirect_loop && at != std::string::npos) {
      target.replace(at, now.size(), "redirect=" + std::to_string(behaviour.redirect - 1));
    }
  }
  return {behaviour.redirect_status, "Location: " + target + "\r\n", "it is elsewhere"};
}

/// "Name:value", or nothing wanted.
bool has_header(const HttpRequest& request, const std::string& wanted) {
  const auto colon = wanted.find(':');
  return colon == std::string::npos ||
         request.header(wanted.substr(0, colon)) == wanted.substr(colon + 1);
}

}  // namespace

std::optional<Refusal> refusal(const HttpRequest& request, const Behaviour& behaviour) {
  if (behaviour.redirect_loop || behaviour.redirect > 0 || !behaviour.redirect_to.empty()) {
    return redirect(request, behaviour);
  }
  if (!behaviour.auth.empty() && !is_authorized(request, behaviour.auth)) {
    return Refusal{401, "WWW-Authenticate: Basic realm=\"origin\"\r\n", "wrong user or password"};
  }
  if (!has_header(request, behaviour.require_header)) {
    return Refusal{403, {}, "the required header is missing"};
  }
  if (behaviour.status != 200) {
    return Refusal{behaviour.status, {}, "as asked for"};
  }
  return std::nullopt;
}

}  // namespace origin

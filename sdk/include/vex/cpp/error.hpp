// vex/cpp/error.hpp - exceptions inside a plugin, statuses at its boundary.
#pragma once

#include <algorithm>
#include <array>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "../abi.h"

namespace vex {

/// Why a stream is down.
enum class Reason : std::uint32_t {
  none = 0,
  resolve = VEX_REASON_RESOLVE,
  connect = VEX_REASON_CONNECT,
  connect_timeout = VEX_REASON_CONNECT_TIMEOUT,
  tls = VEX_REASON_TLS,
  auth = VEX_REASON_AUTH,
  not_found = VEX_REASON_NOT_FOUND,
  http_status = VEX_REASON_HTTP_STATUS,
  redirect = VEX_REASON_REDIRECT,
  protocol = VEX_REASON_PROTOCOL,
  unsupported = VEX_REASON_UNSUPPORTED,
  no_media = VEX_REASON_NO_MEDIA,
  stalled = VEX_REASON_STALLED,
  clock_stopped = VEX_REASON_CLOCK_STOPPED,
  closed = VEX_REASON_CLOSED,
  timeout = VEX_REASON_TIMEOUT,
  too_large = VEX_REASON_TOO_LARGE,
  refused_target = VEX_REASON_REFUSED_TARGET,
  overload = VEX_REASON_OVERLOAD,
  internal = VEX_REASON_INTERNAL
};

/// The reason as a label value: "connect_timeout"; "" for none.
inline constexpr std::string_view name_of(Reason reason) noexcept {
  constexpr std::array<std::string_view, 20> names{
      "",          "resolve",       "connect",  "connect_timeout", "tls",         "auth",
      "not_found", "http_status",   "redirect", "protocol",        "unsupported", "no_media",
      "stalled",   "clock_stopped", "closed",   "timeout",         "too_large",   "refused_target",
      "overload",  "internal"};
  const auto index = static_cast<std::size_t>(reason);
  return index < names.size() ? names[index] : "internal";
}

/// A failure with its status and reason, as the other side of the boundary will see it.
class Error : public std::runtime_error {
 public:
  /// What happened to the stream; the status follows from it.
  Error(Reason reason, const std::string& sentence)
      : std::runtime_error(sentence), status_(status_of(reason)), reason_(reason) {}

  /// A caller's mistake, or a cancellation.
  Error(vex_status status, const std::string& sentence)
      : std::runtime_error(sentence), status_(status), reason_(reason_of(status)) {}

  Error(vex_status status, Reason reason, const std::string& sentence)
      : std::runtime_error(sentence), status_(status), reason_(reason) {}

  [[nodiscard]] vex_status status() const noexcept { return status_; }
  [[nodiscard]] Reason reason() const noexcept { return reason_; }
  [[nodiscard]] bool cancelled() const noexcept { return status_ == VEX_E_CANCELLED; }

 private:
  static constexpr vex_status status_of(Reason reason) noexcept {
    switch (reason) {
      case Reason::timeout:
        return VEX_E_TIMEOUT;
      case Reason::closed:
        return VEX_E_CLOSED;
      case Reason::unsupported:
        return VEX_E_UNSUPPORTED;
      case Reason::internal:
        return VEX_E_INTERNAL;
      default:
        return VEX_E_FAILED;
    }
  }

  static constexpr Reason reason_of(vex_status status) noexcept {
    switch (status) {
      case VEX_E_TIMEOUT:
        return Reason::timeout;
      case VEX_E_CLOSED:
        return Reason::closed;
      case VEX_E_UNSUPPORTED:
        return Reason::unsupported;
      case VEX_E_CANCELLED:
        return Reason::none;
      default:
        return Reason::internal;
    }
  }

  vex_status status_;
  Reason reason_;
};

namespace detail {

inline vex_status fail(vex_error& error, vex_status status, Reason reason,
                       std::string_view sentence) noexcept {
  error.reason = static_cast<std::uint32_t>(reason);
  error.text[sentence.copy(error.text, sizeof error.text - 1)] = '\0';
  return status;
}

/// Runs a body on behalf of the other side and turns whatever it throws into a status and a
/// sentence.
template <class Body>
vex_status guard(vex_error* error, Body&& body) noexcept {
  try {
    body();
    return VEX_OK;
  } catch (const Error& e) {
    return fail(*error, e.status(), e.reason(), e.what());
  } catch (const std::exception& e) {
    return fail(*error, VEX_E_INTERNAL, Reason::internal, e.what());
  } catch (...) {
    return fail(*error, VEX_E_INTERNAL, Reason::internal, "an exception of unknown type");
  }
}

/// Throws the failure that a call has reported, if any.
inline void check(vex_status status, const vex_error& error) {
  if (status == VEX_OK) return;
  const std::string_view text(error.text, std::find(error.text, std::end(error.text), '\0'));
  if (error.reason != 0) throw Error(status, Reason{error.reason}, std::string(text));
  throw Error(status, std::string(text));
}

/// Calls a function of the other side, whose last parameter is a vex_error, and throws the failure
/// that it reports.
template <class Call, class... Args>
void invoke(Call call, Args... args) {
  vex_error error;
  error.reason = 0;
  error.text[0] = '\0';
  check(call(args..., &error), error);
}

}  // namespace detail
}  // namespace vex

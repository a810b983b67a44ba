// What a response means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vex/vex.hpp>

#include "sinks/webhook/format.hpp"
#include "sinks/webhook/message.hpp"

namespace sinks::webhook {

struct Verdict {
  enum Kind { delivered = 1, retry, rejected };

  Kind kind = delivered;
  std::string sentence;             // the response, for people
  std::optional<vex::Nanos> delay;  // requested by the receiver before the next attempt
  bool is_about_receiver = false;   // retry: it accepts nothing at the moment, whatever the request
};

/// Success is a 2xx status and, if the format has one, a code in the body that means success. 429
/// and 5xx lead to another attempt; everything else is final, including redirects.
Verdict judge(const Answer& answer, const Format& format, vex::Nanos unix_now);

/// The value of a Retry-After header, seconds or a date (RFC 9110 10.2.3), at most an hour.
std::optional<vex::Nanos> retry_after(std::string_view value, vex::Nanos unix_now);

}  // namespace sinks::webhook

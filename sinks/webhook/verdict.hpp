// What an answer means.
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
  std::string sentence;             // what was answered, for people
  std::optional<vex::Nanos> delay;  // that the receiver asks for before the next try
  bool is_about_receiver = false;   // retry: it takes nothing now, whatever the request says
};

/// Success is a status of 2xx and, where the format knows one, the code of success in the body.
/// 429 and 5xx ask for another try; all else is final, redirects too.
Verdict judge(const Answer& answer, const Format& format, vex::Nanos unix_now);

/// The value of a Retry-After header, seconds or a date (RFC 9110 10.2.3), at most an hour.
std::optional<vex::Nanos> retry_after(std::string_view value, vex::Nanos unix_now);

}  // namespace sinks::webhook

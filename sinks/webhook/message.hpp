// What goes to a receiver, and what comes back.
#pragma once

#include <cstddef>
#include <string>

#include "sinks/webhook/alert.hpp"

namespace sinks::webhook {

struct Request {
  std::string target;  // path and query
  Pairs headers;
  std::string body;
};

struct Answer {
  int status = 0;
  std::string reason;
  std::string retry_after;  // the header; empty: none
  std::string body;         // its first bytes
};

inline constexpr std::size_t longest_answer = 64U << 10U;

}  // namespace sinks::webhook

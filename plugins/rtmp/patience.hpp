// The maximum time that a server may take for one reply, whatever else it sends in the meantime. A
// silence as long as the stream's idle time-out ends the wait earlier.
#pragma once

#include <chrono>
#include <string>

#include <vex/vex.hpp>

namespace rtmp {

class Patience {
 public:
  Patience(const vex_host& host, vex::Nanos length)
      : host_(host), length_(length), end_(now() + length) {}

  /// To be called before each read. Throws `timeout` if the time is over.
  void check() const {
    if (now() < end_) return;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length_).count();
    throw vex::Error(vex::Reason::timeout, "not within " + std::to_string(seconds) + " s");
  }

  /// Runs something that waits. If a time-out ends it, says what it waited for: "no answer to
  /// connect: not within 10 s".
  template <class Wait>
  void spend(const std::string& on, Wait wait) const {
    std::string why;
    try {
      return wait();
    } catch (const vex::Error& error) {
      if (error.reason() != vex::Reason::timeout) throw;
      why = error.what();
    }
    throw vex::Error(vex::Reason::timeout, on + ": " + why);
  }

 private:
  [[nodiscard]] vex::Nanos now() const {
    return vex::Nanos(vex::detail::service<vex_clock>(host_, VEX_CLOCK).now(&host_));
  }

  const vex_host& host_;
  const vex::Nanos length_;
  const vex::Nanos end_;
};

}  // namespace rtmp

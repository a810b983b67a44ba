// What the parts of the probe need from the exporter.
#pragma once

#include <string_view>

#include <vex/vex.hpp>

namespace hls {

/// Time, log and events of a run.
class Outlet {
 public:
  explicit Outlet(const vex_host& host)
      : host_(host), clock_(vex::detail::service<vex_clock>(host, VEX_CLOCK)) {}

  [[nodiscard]] const vex_host& host() const noexcept { return host_; }
  [[nodiscard]] vex::Nanos now() const noexcept { return vex::Nanos(clock_.now(&host_)); }

  void log(std::uint32_t level, std::string_view line) const { vex::log(host_, level, line); }

  template <class Event>
  void emit(const Event& event) const {
    const auto abi = vex::detail::to_abi(event);
    vex::detail::invoke(host_.emit, &host_, &abi.head);
  }

 private:
  const vex_host& host_;
  const vex_clock& clock_;
};

}  // namespace hls

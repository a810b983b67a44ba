// The vex_host of a probe's instance.
#pragma once

#include <vex/host.h>

#include "core/host/active_run.hpp"

namespace core::host {

struct ProbeHost::Handle : vex_host {
  explicit Handle(ProbeHost& of);

  ProbeHost& owner;
};

/// The functions behind the service tables; all run on the strand unless stated otherwise.
struct ProbeCalls {
  static ProbeHost& host(const vex_host* handle) {
    return static_cast<const ProbeHost::Handle*>(handle)->owner;
  }

  /// Throws outside a run, since create and destroy have no stream.
  static ProbeHost::ActiveRun& run(const vex_host* handle);

  static const void* service(const vex_host* handle, const char* id);
  static vex_status emit(const vex_host* handle, const vex_event* event, vex_error* error);

  static vex_time now(const vex_host* handle);
  static std::int64_t unix_now(const vex_host* handle);
  static vex_status sleep(const vex_host* handle, vex_nanos length, vex_error* error);
  static void log(const vex_host* handle, std::uint32_t level, vex_str line);
  static int cancelled(const vex_host* handle);
  static vex_status connect(const vex_host* handle, vex_str name, std::uint32_t port,
                            std::uint32_t flags, vex_nanos timeout, vex_stream** stream,
                            vex_error* error);
  static vex_status send(const vex_host* handle, const vex_http_request* request, vex_nanos timeout,
                         const vex_http_response** response, vex_error* error);

 private:
  static void wait_blocking(ProbeHost::ActiveRun& active, vex_nanos length);
};

/// vex.own_io/1, vex.task/1 and vex.udp/1 are in files of their own.
[[nodiscard]] const void* own_io_service() noexcept;
[[nodiscard]] const void* task_service() noexcept;
[[nodiscard]] const void* udp_service() noexcept;

}  // namespace core::host

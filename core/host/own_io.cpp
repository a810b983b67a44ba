#include "core/host/own_io.hpp"

#include <vex/cpp/text.hpp>

#include "core/host/probe_handle.hpp"

namespace core::host {

using vex::detail::to_abi;

OwnIo::OwnIo(const net::NetOptions& options) {
  for (const net::Header& header : options.headers) {
    headers_.push_back(vex::pair(header.name, header.value));
  }
  const net::TimeOuts& bounds = options.time_outs;
  const bool has_credentials = options.credentials.has_value();
  settings_ = {
      sizeof(vex_io_settings),
      options.tls.insecure ? 1U : 0U,
      bounds.resolve.count(),
      bounds.connect.count(),
      bounds.tls.count(),
      bounds.request.count(),
      bounds.first_media.count(),
      bounds.idle.count(),
      to_abi(options.tls.ca_file),
      to_abi(options.tls.certificate_file),
      to_abi(options.tls.key_file),
      to_abi(options.tls.server_name),
      has_credentials ? to_abi(options.credentials->user) : vex_str{"", 0},
      has_credentials ? to_abi(options.credentials->password) : vex_str{"", 0},
      to_abi(options.user_agent),
      headers_.data(),
      headers_.size(),
  };
}

void OwnIo::count_received(std::uint64_t bytes, vex_time now) noexcept {
  received_.fetch_add(bytes, std::memory_order_relaxed);
  arrival_.store(now, std::memory_order_relaxed);
}

const void* own_io_service() noexcept {
  static constexpr vex_own_io service{[](const vex_host* handle) -> const vex_io_settings* {
                                        return &ProbeCalls::run(handle).own_io->settings();
                                      },
                                      [](const vex_host* handle, std::uint64_t bytes) {
                                        ProbeCalls::run(handle).own_io->count_received(
                                            bytes, ProbeCalls::now(handle));
                                      }};
  return &service;
}

}  // namespace core::host
